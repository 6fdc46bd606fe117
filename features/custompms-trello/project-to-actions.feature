Feature: Custompms Project to Trello Actions
  Each Project in Custompms and its counterpart among the Actions (comments on a card) in Trello.

  @every
  Rule: Every Project becomes exactly one of the Actions

    @every.created
    Example: A new project
      Given the sync has come to rest
      When Bridge is added to Custompms
      And the sync comes to rest
      Then Bridge is in Trello, once
      And nothing else has changed

    @every.backfilled
    Scenario Outline: From before the first run: <amount>
      Given Custompms already has <amount>
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
      When Bridge is added to Custompms with only what is mandatory
      And the sync comes to rest
      Then Bridge is in Trello, once
      And nothing else has changed

    @every.whatever-it-holds
    Example: With every property filled
      When Bridge is added to Custompms
      And the sync comes to rest
      Then both systems hold Bridge's name as added
      And nothing else has changed

    @every.whatever-it-holds
    Example: Two that look exactly alike
      Given Bridge is added to Custompms
      When Tunnel is added to Custompms, looking exactly like Bridge
      And the sync comes to rest
      And a user changes Bridge's name in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

    @every.exactly-once
    Example: The sync runs again and again
      When Bridge is added to Custompms
      And the sync runs 4 times
      And the sync comes to rest
      Then Bridge is in Trello, once
      And nothing else has changed

    @every.exactly-once
    Example: The sync restarts between its runs
      Given both systems know Bridge
      When the sync restarts
      And the sync runs
      And the sync restarts
      And the sync comes to rest
      Then Bridge is in Trello, once
      And nothing else has changed

    @every.one-way
    Example: One in Trello only
      Given Tunnel is added to Trello
      When Bridge is added to Custompms
      And the sync comes to rest
      Then Tunnel is not in Custompms
      And Bridge is in Trello, once
      And nothing else has changed

    @every.one-way
    Example: Changed in Trello only
      Given Tunnel is added to Trello
      And the sync has come to rest
      When a user changes all that is not synchronized of Tunnel in Trello
      And the sync comes to rest
      Then Tunnel is not in Custompms
      And nothing else has changed

    @every.shared-target
    Example: One project and one task become two of the Actions
      When Bridge is added to Custompms
      And Digging is added to Custompms as Task
      And the sync comes to rest
      Then Bridge is in Trello, once
      And Digging is in Trello as Actions, once
      And nothing else has changed

    @every.next-time
    Scenario Outline: Added while the sync <deed> <system>
      Given Bridge is added to Custompms
      When Tunnel is added to Custompms while the sync <deed> <system>
      And the sync runs
      And the sync comes to rest
      Then Bridge is in Trello, once
      And Tunnel is in Trello, once
      And nothing else has changed

      Examples:
        | deed    | system    |
        | reads   | Custompms |
        | reads   | Trello    |
        | changes | Trello    |

    @robust.lost-answer
    Scenario Outline: Trello's answer to a new record <fault>
      Given the sync has come to rest
      When Trello's next answer to a change <fault>
      And Bridge is added to Custompms
      And the sync comes to rest
      Then Bridge is in Trello, once
      And nothing else has changed

      Examples:
        | fault                                  |
        | is lost                                |
        | never comes, although all was done     |
        | only says that the request is accepted |

    @robust.crash
    Scenario Outline: Killed <moment>
      Given the sync is killed <moment>
      When Bridge is added to Custompms
      And the sync comes to rest
      Then Bridge is in Trello, once
      And nothing else has changed

      Examples:
        | moment                        |
        | before request 2 takes effect |
        | after request 3 took effect   |

    @robust.two-at-once
    Scenario Outline: A second sync starts at request <number>
      Given a second sync starts when request <number> is made
      When Bridge is added to Custompms
      And the sync comes to rest
      Then Bridge is in Trello, once
      And nothing else has changed

      Examples:
        | number |
        | 2      |
        | 3      |

    @robust.sporadic-empty
    Scenario Outline: Changed in <system>, whose next answer <fault>
      Given both systems know Bridge
      And both systems know Tunnel
      And the sync has come to rest
      When a user changes Bridge's name in <system>
      And <system>'s next answer <fault>
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And Tunnel is in Trello, once
      And nothing else has changed

      Examples:
        | system    | fault                  |
        | Custompms | is an empty list       |
        | Trello    | is an empty list       |
        | Trello    | is only half of a list |

    @robust.paging-shift
    Example: Removed between two pages
      Given Bridge is added to Custompms
      And Custompms already has a page of records and one more
      When Bridge is removed from Custompms between two pages that the sync reads
      And the sync comes to rest
      Then each of them is in Trello, once
      And nothing else has changed

    @robust.paging-shift
    Example: Changed between two pages
      Given Bridge is added to Custompms
      And Custompms already has a page of records and one more
      When a user changes Bridge's name in Custompms between two pages that the sync reads
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And Bridge is in Trello, once
      And nothing else has changed

  @in-sync
  Rule: A linked pair stays in sync, wherever it is edited

    @in-sync.forward
    Scenario Outline: <label> changed in Custompms
      Given both systems know Bridge
      When a user changes Bridge's <label> in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest <label>
      And nothing else has changed

      Examples:
        | label |
        | name  |

    @in-sync.backward
    Scenario Outline: <label> changed in Trello
      Given both systems know Bridge
      When a user changes Bridge's <label> in Trello
      And the sync comes to rest
      Then both systems hold Bridge's latest <label>
      And nothing else has changed

      Examples:
        | label |
        | name  |

    @in-sync.stays
    Example: Many changes from alternating sides
      Given both systems know Bridge
      When users change Bridge's name 6 times on alternating sides, and the sync runs after each
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

    @in-sync.stays
    Example: The sync restarts between changes
      Given both systems know Bridge
      When a user changes Bridge's name in Custompms
      And the sync restarts
      And the sync runs
      And a user changes Bridge's name in Trello
      And the sync restarts
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

    @in-sync.latest-wins
    Scenario Outline: <label> changed in <first>, then in <second>
      One of the systems does not say when a value changed: either edit may stand, the same on both sides.
      Given both systems know Bridge
      When a user changes Bridge's <label> in <first>
      And a user changes Bridge's <label> in <second>
      And the sync comes to rest
      Then both systems agree on Bridge's <label>
      And nothing else has changed

      Examples:
        | label | first     | second    |
        | name  | Custompms | Trello    |
        | name  | Trello    | Custompms |

    @in-sync.untouched-is-not-reverted
    Example: A later change of what is not synchronized brings nothing back
      Given both systems know Bridge
      When a user changes Bridge's name in Trello
      And a user changes all that is not synchronized of Bridge in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's name as changed in Trello
      And nothing else has changed

    @in-sync.same-edit
    Scenario Outline: <label> changed alike on both sides
      Given both systems know Bridge
      And the sync has come to rest
      When a user changes Bridge's <label> alike in both systems
      And the sync comes to rest
      Then the sync has written nothing since
      And both systems hold Bridge's latest <label>
      And nothing else has changed

      Examples:
        | label |
        | name  |

    @in-sync.there-and-back
    Scenario Outline: <label> changed and changed back in <system>
      Given both systems know Bridge
      When a user changes Bridge's <label> in <system>
      And the sync runs
      And a user changes Bridge's <label> back in <system>
      And the sync comes to rest
      Then both systems hold Bridge's latest <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | name  | Custompms |
        | name  | Trello    |

    @in-sync.there-and-back
    Scenario Outline: Changed in <first> and changed back in <second>
      Given both systems know Bridge
      When a user changes Bridge's name in <first>
      And the sync runs
      And a user changes Bridge's name back in <second>
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

      Examples:
        | first     | second    |
        | Custompms | Trello    |
        | Trello    | Custompms |

    @in-sync.quiet
    Example: Nothing is changed
      Given both systems know Bridge
      And both systems know Tunnel
      And the sync has come to rest
      When the sync runs 3 times
      And the sync restarts
      And the sync comes to rest
      Then the sync has written nothing since
      And nothing else has changed

    @in-sync.quiet
    Scenario Outline: What is not synchronized is changed in <system>
      Given both systems know Bridge
      And the sync has come to rest
      When a user changes all that is not synchronized of Bridge in <system>
      And the sync comes to rest
      Then the sync has written nothing since
      And nothing else has changed

      Examples:
        | system    |
        | Custompms |
        | Trello    |

    @in-sync.nothing-else
    Scenario Outline: A change in <system> touches nothing else
      Given every other section has a pair of its own
      And Ferry is added to Trello
      And both systems know Bridge
      And both systems know Tunnel
      When a user changes Bridge's name in <system>
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And Ferry is not in Custompms
      And nothing else has changed

      Examples:
        | system    |
        | Custompms |
        | Trello    |

    @in-sync.nothing-else
    Scenario Outline: What is not synchronized keeps its later value
      Given both systems know Bridge
      And a user changes all that is not synchronized of Bridge in <system>
      When a user changes Bridge's name in <other>
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

      Examples:
        | system    | other     |
        | Custompms | Trello    |
        | Trello    | Custompms |

    @in-sync.link-survives
    Scenario Outline: One is made to look like another in <system>
      Given both systems know Bridge
      And both systems know Tunnel
      When a user makes Bridge look like Tunnel in <system>
      And the sync comes to rest
      And a user changes Bridge's name in <system>
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And Tunnel is still in Trello
      And nothing else has changed

      Examples:
        | system    |
        | Custompms |
        | Trello    |

    @in-sync.link-survives
    Scenario Outline: Two trade their name in <system>
      Given both systems know Bridge
      And both systems know Tunnel
      When a user swaps the name of Bridge and Tunnel in <system>
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And both systems hold Tunnel's latest name
      And nothing else has changed

      Examples:
        | system    |
        | Custompms |
        | Trello    |

    @in-sync.no-delete
    Scenario Outline: One is removed from <first>, and the other side lives on
      Given both systems know Bridge
      And both systems know Tunnel
      And the sync has come to rest
      When Bridge is removed from <first>
      And a user changes Bridge's name in <second>
      And a user changes Tunnel's name in Custompms
      And the sync comes to rest
      Then Bridge is still in <second>
      And both systems hold Tunnel's latest name
      And nothing else has changed

      Examples:
        | first     | second    |
        | Custompms | Trello    |
        | Trello    | Custompms |

    @in-sync.during-pass
    Scenario Outline: <label> changed in <system> just before the sync writes to Trello
      One of the systems does not say when a value changed: either edit may stand, the same on both sides.
      Given both systems know Bridge
      When a user changes Bridge's name in Custompms
      And a user changes Bridge's <label> in <system> while the sync changes Trello
      And the sync comes to rest
      Then both systems agree on Bridge's <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | name  | Custompms |
        | name  | Trello    |

    @in-sync.during-pass
    Scenario Outline: <label> changed in <system> just before the sync writes to Custompms
      One of the systems does not say when a value changed: either edit may stand, the same on both sides.
      Given both systems know Bridge
      When a user changes Bridge's name in Trello
      And a user changes Bridge's <label> in <system> while the sync changes Custompms
      And the sync comes to rest
      Then both systems agree on Bridge's <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | name  | Custompms |
        | name  | Trello    |

    @in-sync.near-edit
    Scenario Outline: name changed in <what> only, and in <more> only
      Given both systems know Bridge, with accents and an emoji in a long name
      And both systems know Tunnel, with accents and an emoji in a long name
      When a user changes Bridge's name in Custompms in <what> only
      And a user changes Tunnel's name in Trello in <more> only
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And both systems hold Tunnel's latest name
      And nothing else has changed

      Examples:
        | what                    | more               |
        | case                    | spaces             |
        | the form of its accents | its last character |
        | the form of its emoji   | case               |

    @in-sync.any-author
    Example: Changed in Trello with the sync's own account
      Given both systems know Bridge
      When a user changes Bridge's name in Trello with the sync's own account
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

    @in-sync.life-cycle
    Example: Archived in Custompms
      Given both systems know Bridge
      When a user archives Bridge in Custompms
      And a user changes Bridge's name in Custompms
      And the sync runs 3 times
      And a user changes Bridge's name in Trello
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And Bridge is in Trello, once
      And nothing else has changed

    @in-sync.life-cycle
    Example: Archived in Trello
      Given both systems know Bridge
      When a user archives Bridge in Trello
      And a user changes Bridge's name in Trello
      And the sync runs 3 times
      And a user changes Bridge's name in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And Bridge is in Trello, once
      And nothing else has changed

    @in-sync.life-cycle
    Example: Archived in Trello, and restored
      Given both systems know Bridge
      When a user archives Bridge in Trello
      And the sync runs
      And a user restores Bridge in Trello
      And a user changes Bridge's name in Trello
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And Bridge is in Trello, once
      And nothing else has changed

    @in-sync.life-cycle
    Scenario Outline: Moved to <place> in <system>
      Given both systems know Bridge
      When a user moves Bridge to <place> in <system>
      And a user changes Bridge's name in Trello
      And the sync runs
      And a user changes Bridge's name in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And Bridge is in Trello, once
      And nothing else has changed

      Examples:
        | place            | system    |
        | another customer | Custompms |
        | another list     | Trello    |
        | another board    | Trello    |

    @in-sync.life-cycle
    Example: Copied in Custompms
      Given both systems know Bridge
      When a user copies Bridge in Custompms, and calls the copy Tunnel
      And the sync comes to rest
      And a user changes Bridge's name in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And Tunnel is in Trello, once
      And nothing else has changed

    @in-sync.last-one
    Example: The last pair goes, and another record comes
      Given both systems know Bridge
      And the sync has come to rest
      When Bridge is removed from Custompms
      And Bridge is removed from Trello
      And the sync comes to rest
      And Tunnel is added to Custompms
      And the sync comes to rest
      Then Tunnel is in Trello, once
      And nothing else has changed

    @in-sync.last-one
    Example: The only record goes from Trello, and another one comes
      Given both systems know Bridge
      And the sync has come to rest
      When Bridge is removed from Trello
      And Tunnel is added to Custompms
      And the sync comes to rest
      Then Tunnel is in Trello, once
      And Bridge is still in Custompms
      And nothing else has changed

    @robust.rate-limit
    Scenario Outline: Limited: Trello's answer to a <deed> <fault>
      Given both systems know Bridge
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Bridge's name in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And the limit of Trello was not hammered
      And nothing else has changed

      Examples:
        | deed   | fault                          |
        | read   | says how long to wait          |
        | change | asks to wait, but not how long |
        | change | closes a whole window          |

    @robust.server-error
    Scenario Outline: Out of order: Trello's answer to a <deed> <fault>
      Given both systems know Bridge
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Bridge's name in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

      Examples:
        | deed   | fault                     |
        | read   | is an internal error      |
        | change | is an internal error      |
        | change | is a gateway's error page |

    @robust.refused
    Scenario Outline: Out of reach: Trello's answer to a <deed> <fault>
      Given both systems know Bridge
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Bridge's name in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

      Examples:
        | deed   | fault                   |
        | read   | is a refused connection |
        | change | is a refused connection |

    @robust.reset
    Scenario Outline: Cut off: Trello's answer to a <deed> <fault>
      Given both systems know Bridge
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Bridge's name in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

      Examples:
        | deed   | fault                 |
        | read   | is a reset connection |
        | change | is a reset connection |

    @robust.timeout
    Scenario Outline: Silent: Trello's answer to a <deed> <fault>
      Given both systems know Bridge
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Bridge's name in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

      Examples:
        | deed   | fault       |
        | read   | never comes |
        | change | never comes |

    @robust.garbage
    Scenario Outline: Senseless: Trello's answer to a <deed> <fault>
      Given both systems know Bridge
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Bridge's name in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest name
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
      Given both systems know Bridge
      And the sync has come to rest
      When a user changes Bridge's name in <system>
      And <other>'s next answer is from before the sync's own last change
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And the sync has not overwritten Bridge's name in <system>
      And nothing else has changed

      Examples:
        | system    | other     |
        | Custompms | Trello    |
        | Trello    | Custompms |

    @robust.poison
    Example: One record is poison: each answer of Trello about it is an error
      Given both systems know Bridge
      And both systems know Tunnel
      And the sync has come to rest
      When from now on every answer of Trello about Bridge is an internal error
      And a user changes Bridge's name in Custompms
      And a user changes Tunnel's name in Custompms
      And the sync runs 3 times
      Then both systems hold Tunnel's latest name
      And the sync says that something was not done
      When Trello is well again
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

    @robust.vanished
    Scenario Outline: Removed from <system> while the sync <deed> Trello
      Given both systems know Bridge
      And both systems know Tunnel
      And the sync has come to rest
      When a user changes Bridge's name in Custompms
      And a user changes Tunnel's name in Custompms
      And Bridge is removed from <system> while the sync <deed> Trello
      And the sync comes to rest
      Then both systems hold Tunnel's latest name
      And nothing else has changed

      Examples:
        | system    | deed    |
        | Custompms | reads   |
        | Trello    | changes |

    @robust.unauthorised
    Scenario Outline: Shut out for a while: Trello's answer <fault>
      Given both systems know Bridge
      And both systems know Tunnel
      And the sync has come to rest
      When from now on every answer of Trello <fault>
      And a user changes Bridge's name in Custompms
      And a user changes Tunnel's name in Custompms
      And the sync runs
      Then the sync has asked Trello no more than 10 times since
      And the sync says that something was not done
      When Trello is well again
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And both systems hold Tunnel's latest name
      And nothing else has changed

      Examples:
        | fault                   |
        | refuses the credentials |
        | forbids the request     |

    @robust.slow
    Scenario Outline: Slow: Trello's answer to a <deed> <fault>
      Given both systems know Bridge
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Bridge's name in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

      Examples:
        | deed   | fault   |
        | change | is late |

    @robust.slow
    Example: Slow: Trello's answer to a new record is late
      Given the sync has come to rest
      When Trello's next answer to a change is late
      And Bridge is added to Custompms
      And the sync comes to rest
      Then Bridge is in Trello, once
      And nothing else has changed

    @robust.transient-refusal
    Scenario Outline: Refused for a moment: Trello's answer to a <deed> <fault>
      Given both systems know Bridge
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Bridge's name in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

      Examples:
        | deed   | fault                          |
        | change | denies a record that is there  |
        | change | is a conflict of the moment    |
        | change | says that the record is locked |
        | change | forbids the request            |

    @robust.same-instant
    Example: Changed again in Custompms, in the same instant and in the same second
      Given Custompms keeps times in whole seconds
      And both systems know Bridge
      And the sync has come to rest
      When a user changes Bridge's name in Custompms while the sync reads Custompms
      And the sync runs
      And a user changes Bridge's name in Custompms in the same instant
      And a user changes Bridge's name in Custompms half a second later
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

    @robust.clock-skew
    Scenario Outline: <system>'s clock is behind
      Given <system>'s clock is 5 minutes behind
      And both systems know Bridge
      When the sync runs
      And a user changes Bridge's name in Trello
      And the sync runs
      And a user changes Bridge's name in Custompms
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

      Examples:
        | system    |
        | Custompms |
        | Trello    |

    @robust.late-visibility
    Example: A change and a new record that lists show late
      Given both systems know Bridge
      And both systems know Tunnel
      When a user changes Bridge's name in Custompms, which no list shows yet
      And Ferry is added to Custompms, which no list shows yet
      And a user changes Tunnel's name in Custompms
      And the sync runs
      And the lists of Custompms show everything
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And both systems hold Tunnel's latest name
      And Ferry is in Trello, once
      And nothing else has changed

    @robust.extreme-time
    Scenario Outline: Changed when it is <time>
      Given it is <time>
      And both systems know Bridge
      When a user changes Bridge's name in Custompms
      And the sync runs
      And a user changes Bridge's name in Trello
      And the sync comes to rest
      Then both systems hold Bridge's latest name
      And nothing else has changed

      Examples:
        | time                         |
        | just before summer time ends |

  @properties
  Rule: Each property of the table is carried, both ways, whatever it holds

    @properties.row
    Scenario Outline: <label> of a new project
      When Bridge is added to Custompms
      And the sync comes to rest
      Then both systems hold Bridge's <label> as added
      And nothing else has changed

      Examples:
        | label |
        | name  |

    @properties.row
    Scenario Outline: <label> carried from <system> to the other, again and again
      Given both systems know Bridge
      When a user changes Bridge's <label> in <system>
      And the sync runs
      And a user changes Bridge's <label> in <system>
      And the sync comes to rest
      Then both systems hold Bridge's latest <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | name  | Custompms |
        | name  | Trello    |

    @properties.type
    Scenario Outline: Trello holds <label> in the documented type
      When Bridge is added to Custompms
      And the sync comes to rest
      Then Trello holds Bridge's <label> in the documented type
      And nothing else has changed

      Examples:
        | label |
        | name  |

    @properties.round-trip
    Scenario Outline: Any value of <label> from <system>
      Then every value of Bridge's <label> in <system> reaches the other system
      And nothing else has changed

      Examples:
        | label | system    |
        | name  | Custompms |
        | name  | Trello    |

    @properties.cleared
    Scenario Outline: <label> emptied in <system>, which <other> refuses
      Given both systems know Bridge
      And both systems know Tunnel
      When a user empties Bridge's <label> in <system>
      And a user changes Tunnel's <label> in <system>
      And the sync comes to rest
      Then <other> keeps Bridge's <label> as before
      And the sync reports Bridge's <label>, once
      And both systems hold Tunnel's latest <label>
      And nothing else has changed

      Examples:
        | label | system    | other  |
        | name  | Custompms | Trello |

    @properties.normalised
    Scenario Outline: <label> changed to a value that <system> does not keep as it is
      Given both systems know Bridge
      When a user changes Bridge's <label> to a value that <system> does not keep as it is
      And the sync comes to rest
      Then <system> takes Bridge's <label> in another form, or the sync reports it, once
      And nothing else has changed

      Examples:
        | label | system    |
        | name  | Custompms |

    @properties.limits
    Scenario Outline: <label> changed to a value that <system> refuses
      Given both systems know Bridge
      And both systems know Tunnel
      When a user changes Bridge's <label> to a value that <system> refuses
      And a user changes Tunnel's <label> in <other>
      And the sync comes to rest
      Then <system> takes Bridge's <label> in another form, or the sync reports it, once
      And both systems hold Tunnel's latest <label>
      And nothing else has changed

      Examples:
        | label | system    | other  |
        | name  | Custompms | Trello |
