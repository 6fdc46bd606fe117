Feature: Customerp Customer to Trello Organizations
  Each Customer in Customerp and its counterpart among the Organizations (workspaces) in Trello.

  @every
  Rule: Every Customer becomes exactly one of the Organizations

    @every.created
    Example: A new customer
      Given the sync has come to rest
      When Acme is added to Customerp
      And the sync comes to rest
      Then Acme is in Trello, once
      And nothing else has changed

    @every.backfilled
    Scenario Outline: From before the first run: <amount>
      Given Customerp already has <amount>
      When the sync comes to rest
      Then each of them is in Trello, once
      And nothing else has changed

      Examples:
        | amount                         |
        | nothing                        |
        | one record                     |
        | a page of records              |
        | a page of records and one more |
        | several pages of records       |

    @every.whatever-it-holds
    Example: With only what is mandatory
      When Acme is added to Customerp with only what is mandatory
      And the sync comes to rest
      Then Acme is in Trello, once
      And nothing else has changed

    @every.whatever-it-holds
    Example: With every property filled
      When Acme is added to Customerp
      And the sync comes to rest
      Then both systems hold Acme's name as added
      And both systems hold Acme's website as added
      And both systems hold Acme's description as added
      And nothing else has changed

    @every.whatever-it-holds
    Example: Two that look exactly alike
      Given Acme is added to Customerp
      When Globex is added to Customerp, looking exactly like Acme
      And the sync comes to rest
      And a user changes Acme's name in Customerp
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

    @every.exactly-once
    Example: The sync runs again and again
      When Acme is added to Customerp
      And the sync runs 4 times
      And the sync comes to rest
      Then Acme is in Trello, once
      And nothing else has changed

    @every.exactly-once
    Example: The sync restarts between its runs
      Given both systems know Acme
      When the sync restarts
      And the sync runs
      And the sync restarts
      And the sync comes to rest
      Then Acme is in Trello, once
      And nothing else has changed

    @every.one-way
    Example: One in Trello only
      Given Globex is added to Trello
      When Acme is added to Customerp
      And the sync comes to rest
      Then Globex is not in Customerp
      And Acme is in Trello, once
      And nothing else has changed

    @every.one-way
    Example: Changed in Trello only
      Given Globex is added to Trello
      And the sync has come to rest
      When a user changes all that is not synchronized of Globex in Trello
      And the sync comes to rest
      Then Globex is not in Customerp
      And nothing else has changed

    @every.next-time
    Scenario Outline: Added while the sync <deed> <system>
      Given Acme is added to Customerp
      When Globex is added to Customerp while the sync <deed> <system>
      And the sync runs
      And the sync comes to rest
      Then Acme is in Trello, once
      And Globex is in Trello, once
      And nothing else has changed

      Examples:
        | deed    | system    |
        | reads   | Customerp |
        | reads   | Trello    |
        | changes | Trello    |

    @robust.lost-answer
    Scenario Outline: Trello's answer to a new record <fault>
      Given the sync has come to rest
      When Trello's next answer to a change <fault>
      And Acme is added to Customerp
      And the sync comes to rest
      Then Acme is in Trello, once
      And nothing else has changed

      Examples:
        | fault                                  |
        | is lost                                |
        | never comes, although all was done     |
        | only says that the request is accepted |

    @robust.crash
    Scenario Outline: Killed <moment>
      Given the sync is killed <moment>
      When Acme is added to Customerp
      And the sync comes to rest
      Then Acme is in Trello, once
      And nothing else has changed

      Examples:
        | moment                        |
        | before request 2 takes effect |
        | after request 3 took effect   |

    @robust.two-at-once
    Scenario Outline: A second sync starts at request <number>
      Given a second sync starts when request <number> is made
      When Acme is added to Customerp
      And the sync comes to rest
      Then Acme is in Trello, once
      And nothing else has changed

      Examples:
        | number |
        | 2      |
        | 3      |

    @robust.sporadic-empty
    Scenario Outline: Changed in <system>, whose next answer <fault>
      Given both systems know Acme
      And both systems know Globex
      And the sync has come to rest
      When a user changes Acme's name in <system>
      And <system>'s next answer <fault>
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And Globex is in Trello, once
      And nothing else has changed

      Examples:
        | system    | fault                  |
        | Customerp | is an empty list       |
        | Trello    | is an empty list       |
        | Trello    | is only half of a list |

    @robust.paging-shift
    Example: Removed between two pages
      Given Acme is added to Customerp
      And Customerp already has a page of records and one more
      When Acme is removed from Customerp between two pages that the sync reads
      And the sync comes to rest
      Then each of them is in Trello, once
      And nothing else has changed

    @robust.paging-shift
    Example: Changed between two pages
      Given Acme is added to Customerp
      And Customerp already has a page of records and one more
      When a user changes Acme's name in Customerp between two pages that the sync reads
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And Acme is in Trello, once
      And nothing else has changed

  @in-sync
  Rule: A linked pair stays in sync, wherever it is edited

    @in-sync.forward
    Scenario Outline: <label> changed in Customerp
      Given both systems know Acme
      When a user changes Acme's <label> in Customerp
      And the sync comes to rest
      Then both systems hold Acme's latest <label>
      And nothing else has changed

      Examples:
        | label       |
        | name        |
        | website     |
        | description |

    @in-sync.backward
    Scenario Outline: <label> changed in Trello
      Given both systems know Acme
      When a user changes Acme's <label> in Trello
      And the sync comes to rest
      Then both systems hold Acme's latest <label>
      And nothing else has changed

      Examples:
        | label       |
        | name        |
        | website     |
        | description |

    @in-sync.stays
    Example: Many changes from alternating sides
      Given both systems know Acme
      When users change Acme's description 6 times on alternating sides, and the sync runs after each
      And the sync comes to rest
      Then both systems hold Acme's latest description
      And nothing else has changed

    @in-sync.stays
    Example: The sync restarts between changes
      Given both systems know Acme
      When a user changes Acme's name in Customerp
      And the sync restarts
      And the sync runs
      And a user changes Acme's name in Trello
      And the sync restarts
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

    @in-sync.both-sides
    Scenario Outline: name changed in <first>, website in <second>
      Given both systems know Acme
      When a user changes Acme's name in <first>
      And a user changes Acme's website in <second>
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And both systems hold Acme's latest website
      And nothing else has changed

      Examples:
        | first     | second    |
        | Customerp | Trello    |
        | Trello    | Customerp |

    @in-sync.latest-wins
    Scenario Outline: <label> changed in <first>, then in <second>
      One of the systems does not say when a value changed: either edit may stand, the same on both sides.
      Given both systems know Acme
      When a user changes Acme's <label> in <first>
      And a user changes Acme's <label> in <second>
      And the sync comes to rest
      Then both systems agree on Acme's <label>
      And nothing else has changed

      Examples:
        | label       | first     | second    |
        | name        | Customerp | Trello    |
        | name        | Trello    | Customerp |
        | website     | Customerp | Trello    |
        | website     | Trello    | Customerp |
        | description | Customerp | Trello    |
        | description | Trello    | Customerp |

    @in-sync.untouched-is-not-reverted
    Scenario Outline: A later change in <second> does not bring back the old name
      Given both systems know Acme
      When a user changes Acme's name in <first>
      And a user changes Acme's website in <second>
      And the sync comes to rest
      Then both systems hold Acme's name as changed in <first>
      And both systems hold Acme's website as changed in <second>
      And nothing else has changed

      Examples:
        | first     | second    |
        | Customerp | Trello    |
        | Trello    | Customerp |

    @in-sync.untouched-is-not-reverted
    Example: A later change of what is not synchronized brings nothing back
      Given both systems know Acme
      When a user changes Acme's name in Trello
      And a user changes all that is not synchronized of Acme in Customerp
      And the sync comes to rest
      Then both systems hold Acme's name as changed in Trello
      And nothing else has changed

    @in-sync.same-edit
    Scenario Outline: <label> changed alike on both sides
      Given both systems know Acme
      And the sync has come to rest
      When a user changes Acme's <label> alike in both systems
      And the sync comes to rest
      Then the sync has written nothing since
      And both systems hold Acme's latest <label>
      And nothing else has changed

      Examples:
        | label       |
        | name        |
        | website     |
        | description |

    @in-sync.there-and-back
    Scenario Outline: <label> changed and changed back in <system>
      Given both systems know Acme
      When a user changes Acme's <label> in <system>
      And the sync runs
      And a user changes Acme's <label> back in <system>
      And the sync comes to rest
      Then both systems hold Acme's latest <label>
      And nothing else has changed

      Examples:
        | label       | system    |
        | name        | Customerp |
        | name        | Trello    |
        | website     | Customerp |
        | website     | Trello    |
        | description | Customerp |
        | description | Trello    |

    @in-sync.there-and-back
    Scenario Outline: Changed in <first> and changed back in <second>
      Given both systems know Acme
      When a user changes Acme's name in <first>
      And the sync runs
      And a user changes Acme's name back in <second>
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

      Examples:
        | first     | second    |
        | Customerp | Trello    |
        | Trello    | Customerp |

    @in-sync.quiet
    Example: Nothing is changed
      Given both systems know Acme
      And both systems know Globex
      And the sync has come to rest
      When the sync runs 3 times
      And the sync restarts
      And the sync comes to rest
      Then the sync has written nothing since
      And nothing else has changed

    @in-sync.quiet
    Scenario Outline: What is not synchronized is changed in <system>
      Given both systems know Acme
      And the sync has come to rest
      When a user changes all that is not synchronized of Acme in <system>
      And the sync comes to rest
      Then the sync has written nothing since
      And nothing else has changed

      Examples:
        | system    |
        | Customerp |
        | Trello    |

    @in-sync.nothing-else
    Scenario Outline: A change in <system> touches nothing else
      Given every other section has a pair of its own
      And Initech is added to Trello
      And both systems know Acme
      And both systems know Globex
      When a user changes Acme's name in <system>
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And Initech is not in Customerp
      And nothing else has changed

      Examples:
        | system    |
        | Customerp |
        | Trello    |

    @in-sync.nothing-else
    Scenario Outline: What is not synchronized keeps its later value
      Given both systems know Acme
      And a user changes all that is not synchronized of Acme in <system>
      When a user changes Acme's name in <other>
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

      Examples:
        | system    | other     |
        | Customerp | Trello    |
        | Trello    | Customerp |

    @in-sync.link-survives
    Scenario Outline: One is made to look like another in <system>
      Given both systems know Acme
      And both systems know Globex
      When a user makes Acme look like Globex in <system>
      And the sync comes to rest
      And a user changes Acme's name in <system>
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And Globex is still in Trello
      And nothing else has changed

      Examples:
        | system    |
        | Customerp |
        | Trello    |

    @in-sync.link-survives
    Scenario Outline: Two trade their name in <system>
      Given both systems know Acme
      And both systems know Globex
      When a user swaps the name of Acme and Globex in <system>
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And both systems hold Globex's latest name
      And nothing else has changed

      Examples:
        | system    |
        | Customerp |
        | Trello    |

    @in-sync.no-delete
    Scenario Outline: One is removed from <first>, and the other side lives on
      Given both systems know Acme
      And both systems know Globex
      And the sync has come to rest
      When Acme is removed from <first>
      And a user changes Acme's name in <second>
      And a user changes Globex's name in Customerp
      And the sync comes to rest
      Then Acme is still in <second>
      And both systems hold Globex's latest name
      And nothing else has changed

      Examples:
        | first     | second    |
        | Customerp | Trello    |
        | Trello    | Customerp |

    @in-sync.during-pass
    Scenario Outline: <label> changed in <system> just before the sync writes to Trello
      One of the systems does not say when a value changed: either edit may stand, the same on both sides.
      Given both systems know Acme
      When a user changes Acme's name in Customerp
      And a user changes Acme's <label> in <system> while the sync changes Trello
      And the sync comes to rest
      Then both systems agree on Acme's <label>
      And nothing else has changed

      Examples:
        | label   | system    |
        | name    | Customerp |
        | name    | Trello    |
        | website | Customerp |
        | website | Trello    |

    @in-sync.during-pass
    Scenario Outline: <label> changed in <system> just before the sync writes to Customerp
      One of the systems does not say when a value changed: either edit may stand, the same on both sides.
      Given both systems know Acme
      When a user changes Acme's name in Trello
      And a user changes Acme's <label> in <system> while the sync changes Customerp
      And the sync comes to rest
      Then both systems agree on Acme's <label>
      And nothing else has changed

      Examples:
        | label   | system    |
        | name    | Customerp |
        | name    | Trello    |
        | website | Customerp |
        | website | Trello    |

    @in-sync.near-edit
    Scenario Outline: name changed in <what> only, and in <more> only
      Given both systems know Acme, with accents and an emoji in a long name
      And both systems know Globex, with accents and an emoji in a long name
      When a user changes Acme's name in Customerp in <what> only
      And a user changes Globex's name in Trello in <more> only
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And both systems hold Globex's latest name
      And nothing else has changed

      Examples:
        | what                    | more               |
        | case                    | spaces             |
        | the form of its accents | its last character |
        | the form of its emoji   | case               |

    @in-sync.any-author
    Example: Changed in Trello with the sync's own account
      Given both systems know Acme
      When a user changes Acme's name in Trello with the sync's own account
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

    @in-sync.life-cycle
    Example: Copied in Customerp
      Given both systems know Acme
      When a user copies Acme in Customerp, and calls the copy Globex
      And the sync comes to rest
      And a user changes Acme's name in Customerp
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And Globex is in Trello, once
      And nothing else has changed

    @in-sync.last-one
    Example: The last pair goes, and another record comes
      Given both systems know Acme
      And the sync has come to rest
      When Acme is removed from Customerp
      And Acme is removed from Trello
      And the sync comes to rest
      And Globex is added to Customerp
      And the sync comes to rest
      Then Globex is in Trello, once
      And nothing else has changed

    @in-sync.last-one
    Example: The only record goes from Trello, and another one comes
      Given both systems know Acme
      And the sync has come to rest
      When Acme is removed from Trello
      And Globex is added to Customerp
      And the sync comes to rest
      Then Globex is in Trello, once
      And Acme is still in Customerp
      And nothing else has changed

    @robust.rate-limit
    Scenario Outline: Limited: Trello's answer to a <deed> <fault>
      Given both systems know Acme
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Acme's name in Customerp
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And the limit of Trello was not hammered
      And nothing else has changed

      Examples:
        | deed   | fault                          |
        | read   | says how long to wait          |
        | change | asks to wait, but not how long |
        | change | closes a whole window          |

    @robust.server-error
    Scenario Outline: Out of order: Trello's answer to a <deed> <fault>
      Given both systems know Acme
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Acme's name in Customerp
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

      Examples:
        | deed   | fault                     |
        | read   | is an internal error      |
        | change | is an internal error      |
        | change | is a gateway's error page |

    @robust.refused
    Scenario Outline: Out of reach: Trello's answer to a <deed> <fault>
      Given both systems know Acme
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Acme's name in Customerp
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

      Examples:
        | deed   | fault                   |
        | read   | is a refused connection |
        | change | is a refused connection |

    @robust.reset
    Scenario Outline: Cut off: Trello's answer to a <deed> <fault>
      Given both systems know Acme
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Acme's name in Customerp
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

      Examples:
        | deed   | fault                 |
        | read   | is a reset connection |
        | change | is a reset connection |

    @robust.timeout
    Scenario Outline: Silent: Trello's answer to a <deed> <fault>
      Given both systems know Acme
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Acme's name in Customerp
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

      Examples:
        | deed   | fault       |
        | read   | never comes |
        | change | never comes |

    @robust.garbage
    Scenario Outline: Senseless: Trello's answer to a <deed> <fault>
      Given both systems know Acme
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Acme's name in Customerp
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

      Examples:
        | deed   | fault                             |
        | read   | breaks off                        |
        | read   | is not valid JSON                 |
        | read   | is a web page                     |
        | read   | is a success with an error inside |
        | change | is a web page                     |
        | change | is a success with an error inside |
        | change | points to another address         |

    @robust.stale-read
    Scenario Outline: Changed in <system>, and <other>'s next answer is behind
      Given both systems know Acme
      And the sync has come to rest
      When a user changes Acme's name in <system>
      And <other>'s next answer is from before the sync's own last change
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And the sync has not overwritten Acme's name in <system>
      And nothing else has changed

      Examples:
        | system    | other     |
        | Customerp | Trello    |
        | Trello    | Customerp |

    @robust.poison
    Example: One record is poison: each answer of Trello about it is an error
      Given both systems know Acme
      And both systems know Globex
      And the sync has come to rest
      When from now on every answer of Trello about Acme is an internal error
      And a user changes Acme's name in Customerp
      And a user changes Globex's name in Customerp
      And the sync runs 3 times
      Then both systems hold Globex's latest name
      And the sync says that something was not done
      When Trello is well again
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

    @robust.vanished
    Scenario Outline: Removed from <system> while the sync <deed> Trello
      Given both systems know Acme
      And both systems know Globex
      And the sync has come to rest
      When a user changes Acme's name in Customerp
      And a user changes Globex's name in Customerp
      And Acme is removed from <system> while the sync <deed> Trello
      And the sync comes to rest
      Then both systems hold Globex's latest name
      And nothing else has changed

      Examples:
        | system    | deed    |
        | Customerp | reads   |
        | Trello    | changes |

    @robust.unauthorised
    Scenario Outline: Shut out for a while: Trello's answer <fault>
      Given both systems know Acme
      And both systems know Globex
      And the sync has come to rest
      When from now on every answer of Trello <fault>
      And a user changes Acme's name in Customerp
      And a user changes Globex's name in Customerp
      And the sync runs
      Then the sync has asked Trello no more than 10 times since
      And the sync says that something was not done
      When Trello is well again
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And both systems hold Globex's latest name
      And nothing else has changed

      Examples:
        | fault                   |
        | refuses the credentials |
        | forbids the request     |

    @robust.slow
    Scenario Outline: Slow: Trello's answer to a <deed> <fault>
      Given both systems know Acme
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Acme's name in Customerp
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

      Examples:
        | deed   | fault   |
        | change | is late |

    @robust.slow
    Example: Slow: Trello's answer to a new record is late
      Given the sync has come to rest
      When Trello's next answer to a change is late
      And Acme is added to Customerp
      And the sync comes to rest
      Then Acme is in Trello, once
      And nothing else has changed

    @robust.transient-refusal
    Scenario Outline: Refused for a moment: Trello's answer to a <deed> <fault>
      Given both systems know Acme
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Acme's name in Customerp
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

      Examples:
        | deed   | fault                          |
        | change | denies a record that is there  |
        | change | is a conflict of the moment    |
        | change | says that the record is locked |
        | change | forbids the request            |

    @robust.same-instant
    Example: Changed again in Customerp, in the same instant and in the same second
      Given Customerp keeps times in whole seconds
      And both systems know Acme
      And the sync has come to rest
      When a user changes Acme's name in Customerp while the sync reads Customerp
      And the sync runs
      And a user changes Acme's name in Customerp in the same instant
      And a user changes Acme's name in Customerp half a second later
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

    @robust.clock-skew
    Scenario Outline: <system>'s clock is behind
      Given <system>'s clock is 5 minutes behind
      And both systems know Acme
      When the sync runs
      And a user changes Acme's name in Trello
      And the sync runs
      And a user changes Acme's name in Customerp
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

      Examples:
        | system    |
        | Customerp |
        | Trello    |

    @robust.late-visibility
    Example: A change and a new record that lists show late
      Given both systems know Acme
      And both systems know Globex
      When a user changes Acme's name in Customerp, which no list shows yet
      And Initech is added to Customerp, which no list shows yet
      And a user changes Globex's name in Customerp
      And the sync runs
      And the lists of Customerp show everything
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And both systems hold Globex's latest name
      And Initech is in Trello, once
      And nothing else has changed

    @robust.extreme-time
    Scenario Outline: Changed when it is <time>
      Given it is <time>
      And both systems know Acme
      When a user changes Acme's name in Customerp
      And the sync runs
      And a user changes Acme's name in Trello
      And the sync comes to rest
      Then both systems hold Acme's latest name
      And nothing else has changed

      Examples:
        | time                         |
        | just before summer time ends |

  @properties
  Rule: Each property of the table is carried, both ways, whatever it holds

    @properties.row
    Scenario Outline: <label> of a new customer
      When Acme is added to Customerp
      And the sync comes to rest
      Then both systems hold Acme's <label> as added
      And nothing else has changed

      Examples:
        | label       |
        | name        |
        | website     |
        | description |

    @properties.row
    Scenario Outline: <label> carried from <system> to the other, again and again
      Given both systems know Acme
      When a user changes Acme's <label> in <system>
      And the sync runs
      And a user changes Acme's <label> in <system>
      And the sync comes to rest
      Then both systems hold Acme's latest <label>
      And nothing else has changed

      Examples:
        | label       | system    |
        | name        | Customerp |
        | name        | Trello    |
        | website     | Customerp |
        | website     | Trello    |
        | description | Customerp |
        | description | Trello    |

    @properties.type
    Scenario Outline: Trello holds <label> in the documented type
      When Acme is added to Customerp
      And the sync comes to rest
      Then Trello holds Acme's <label> in the documented type
      And nothing else has changed

      Examples:
        | label       |
        | name        |
        | website     |
        | description |

    @properties.round-trip
    Scenario Outline: Any value of <label> from <system>
      Then every value of Acme's <label> in <system> reaches the other system
      And nothing else has changed

      Examples:
        | label       | system    |
        | name        | Customerp |
        | name        | Trello    |
        | website     | Customerp |
        | website     | Trello    |
        | description | Customerp |
        | description | Trello    |

    @properties.cleared
    Scenario Outline: <label> emptied in <system>
      Given both systems know Acme
      When a user empties Acme's <label> in <system>
      And the sync comes to rest
      Then both systems hold Acme's latest <label>
      And nothing else has changed

      Examples:
        | label       | system    |
        | website     | Customerp |
        | website     | Trello    |
        | description | Customerp |
        | description | Trello    |

    @properties.normalised
    Scenario Outline: <label> changed to a value that <system> does not keep as it is
      Given both systems know Acme
      When a user changes Acme's <label> to a value that <system> does not keep as it is
      And the sync comes to rest
      Then <system> takes Acme's <label> in another form, or the sync reports it, once
      And nothing else has changed

      Examples:
        | label       | system    |
        | website     | Trello    |
        | description | Customerp |

    @properties.limits
    Scenario Outline: <label> changed to a value that <system> refuses
      Given both systems know Acme
      And both systems know Globex
      When a user changes Acme's <label> to a value that <system> refuses
      And a user changes Globex's <label> in <other>
      And the sync comes to rest
      Then <system> takes Acme's <label> in another form, or the sync reports it, once
      And both systems hold Globex's latest <label>
      And nothing else has changed

      Examples:
        | label       | system    | other     |
        | name        | Trello    | Customerp |
        | description | Customerp | Trello    |
