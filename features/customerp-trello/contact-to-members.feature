Feature: Customerp Contact to Trello Members
  Each Contact in Customerp and its counterpart among the Members in Trello.

  @every
  Rule: Every Contact becomes exactly one of the Members

    @every.created
    Example: A new contact
      Given the sync has come to rest
      When Ada is added to Customerp
      And the sync comes to rest
      Then Ada is in Trello, once
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
      When Ada is added to Customerp with only what is mandatory
      And the sync comes to rest
      Then Ada is in Trello, once
      And nothing else has changed

    @every.whatever-it-holds
    Example: With every property filled
      When Ada is added to Customerp
      And the sync comes to rest
      Then both systems hold Ada's name as added
      And both systems hold Ada's email as added
      And nothing else has changed

    @every.whatever-it-holds
    Example: Two that look exactly alike
      Given Ada is added to Customerp
      When Grace is added to Customerp, looking exactly like Ada
      And the sync comes to rest
      And a user changes Ada's name in Customerp
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

    @every.exactly-once
    Example: The sync runs again and again
      When Ada is added to Customerp
      And the sync runs 4 times
      And the sync comes to rest
      Then Ada is in Trello, once
      And nothing else has changed

    @every.exactly-once
    Example: The sync restarts between its runs
      Given both systems know Ada
      When the sync restarts
      And the sync runs
      And the sync restarts
      And the sync comes to rest
      Then Ada is in Trello, once
      And nothing else has changed

    @every.one-way
    Example: One in Trello only
      Given Grace is added to Trello
      When Ada is added to Customerp
      And the sync comes to rest
      Then Grace is not in Customerp
      And Ada is in Trello, once
      And nothing else has changed

    @every.one-way
    Example: Changed in Trello only
      Given Grace is added to Trello
      And the sync has come to rest
      When a user changes all that is not synchronized of Grace in Trello
      And the sync comes to rest
      Then Grace is not in Customerp
      And nothing else has changed

    @every.shared-target
    Example: One contact and one employee become two of the Members
      When Ada is added to Customerp
      And Edsger is added to Customerp as Employee
      And the sync comes to rest
      Then Ada is in Trello, once
      And Edsger is in Trello as Members, once
      And nothing else has changed

    @every.shared-target
    Example: One contact and one employee with the same email share one of the Members
      Given Ada is added to Customerp
      When Edsger is added to Customerp as Employee with the email of Ada
      And the sync comes to rest
      Then Ada and Edsger share one record in Trello
      And nothing else has changed

    @every.shared-target
    Scenario Outline: One contact and one employee with the same email: a change of <label> in <system> reaches all three
      Given Ada is added to Customerp
      And Edsger is added to Customerp as Employee with the email of Ada
      And the sync has come to rest
      When a user changes Ada's <label> in <system>
      And the sync comes to rest
      Then both systems hold Ada's latest <label>
      And Ada and Edsger share one record in Trello
      And nothing else has changed

      Examples:
        | label | system    |
        | name  | Customerp |
        | name  | Trello    |
        | email | Customerp |
        | email | Trello    |

    @every.shared-target
    Example: Two of one datatype with the same email share one of the Members
      Given Ada is added to Customerp
      When Grace is added to Customerp as Contact with the email of Ada
      And the sync comes to rest
      Then Ada and Grace share one record in Trello
      And nothing else has changed

    @every.next-time
    Scenario Outline: Added while the sync <deed> <system>
      Given Ada is added to Customerp
      When Grace is added to Customerp while the sync <deed> <system>
      And the sync runs
      And the sync comes to rest
      Then Ada is in Trello, once
      And Grace is in Trello, once
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
      And Ada is added to Customerp
      And the sync comes to rest
      Then Ada is in Trello, once
      And nothing else has changed

      Examples:
        | fault                                  |
        | is lost                                |
        | never comes, although all was done     |
        | only says that the request is accepted |

    @robust.crash
    Scenario Outline: Killed <moment>
      Given the sync is killed <moment>
      When Ada is added to Customerp
      And the sync comes to rest
      Then Ada is in Trello, once
      And nothing else has changed

      Examples:
        | moment                        |
        | before request 2 takes effect |
        | after request 3 took effect   |

    @robust.two-at-once
    Scenario Outline: A second sync starts at request <number>
      Given a second sync starts when request <number> is made
      When Ada is added to Customerp
      And the sync comes to rest
      Then Ada is in Trello, once
      And nothing else has changed

      Examples:
        | number |
        | 2      |
        | 3      |

    @robust.sporadic-empty
    Scenario Outline: Changed in <system>, whose next answer <fault>
      Given both systems know Ada
      And both systems know Grace
      And the sync has come to rest
      When a user changes Ada's name in <system>
      And <system>'s next answer <fault>
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And Grace is in Trello, once
      And nothing else has changed

      Examples:
        | system    | fault                  |
        | Customerp | is an empty list       |
        | Trello    | is an empty list       |
        | Trello    | is only half of a list |

    @robust.paging-shift
    Example: Removed between two pages
      Given Ada is added to Customerp
      And Customerp already has a page of records and one more
      When Ada is removed from Customerp between two pages that the sync reads
      And the sync comes to rest
      Then each of them is in Trello, once
      And nothing else has changed

    @robust.paging-shift
    Example: Changed between two pages
      Given Ada is added to Customerp
      And Customerp already has a page of records and one more
      When a user changes Ada's name in Customerp between two pages that the sync reads
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And Ada is in Trello, once
      And nothing else has changed

  @in-sync
  Rule: A linked pair stays in sync, wherever it is edited

    @in-sync.forward
    Scenario Outline: <label> changed in Customerp
      Given both systems know Ada
      When a user changes Ada's <label> in Customerp
      And the sync comes to rest
      Then both systems hold Ada's latest <label>
      And nothing else has changed

      Examples:
        | label |
        | name  |
        | email |

    @in-sync.backward
    Scenario Outline: <label> changed in Trello
      Given both systems know Ada
      When a user changes Ada's <label> in Trello
      And the sync comes to rest
      Then both systems hold Ada's latest <label>
      And nothing else has changed

      Examples:
        | label |
        | name  |
        | email |

    @in-sync.stays
    Example: Many changes from alternating sides
      Given both systems know Ada
      When users change Ada's email 6 times on alternating sides, and the sync runs after each
      And the sync comes to rest
      Then both systems hold Ada's latest email
      And nothing else has changed

    @in-sync.stays
    Example: The sync restarts between changes
      Given both systems know Ada
      When a user changes Ada's name in Customerp
      And the sync restarts
      And the sync runs
      And a user changes Ada's name in Trello
      And the sync restarts
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

    @in-sync.both-sides
    Scenario Outline: name changed in <first>, email in <second>
      Given both systems know Ada
      When a user changes Ada's name in <first>
      And a user changes Ada's email in <second>
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And both systems hold Ada's latest email
      And nothing else has changed

      Examples:
        | first     | second    |
        | Customerp | Trello    |
        | Trello    | Customerp |

    @in-sync.latest-wins
    Scenario Outline: <label> changed in <first>, then in <second>
      One of the systems does not say when a value changed: either edit may stand, the same on both sides.
      Given both systems know Ada
      When a user changes Ada's <label> in <first>
      And a user changes Ada's <label> in <second>
      And the sync comes to rest
      Then both systems agree on Ada's <label>
      And nothing else has changed

      Examples:
        | label | first     | second    |
        | name  | Customerp | Trello    |
        | name  | Trello    | Customerp |
        | email | Customerp | Trello    |
        | email | Trello    | Customerp |

    @in-sync.untouched-is-not-reverted
    Scenario Outline: A later change in <second> does not bring back the old name
      Given both systems know Ada
      When a user changes Ada's name in <first>
      And a user changes Ada's email in <second>
      And the sync comes to rest
      Then both systems hold Ada's name as changed in <first>
      And both systems hold Ada's email as changed in <second>
      And nothing else has changed

      Examples:
        | first     | second    |
        | Customerp | Trello    |
        | Trello    | Customerp |

    @in-sync.untouched-is-not-reverted
    Example: A later change of what is not synchronized brings nothing back
      Given both systems know Ada
      When a user changes Ada's name in Trello
      And a user changes all that is not synchronized of Ada in Customerp
      And the sync comes to rest
      Then both systems hold Ada's name as changed in Trello
      And nothing else has changed

    @in-sync.same-edit
    Scenario Outline: <label> changed alike on both sides
      Given both systems know Ada
      And the sync has come to rest
      When a user changes Ada's <label> alike in both systems
      And the sync comes to rest
      Then the sync has written nothing since
      And both systems hold Ada's latest <label>
      And nothing else has changed

      Examples:
        | label |
        | name  |
        | email |

    @in-sync.there-and-back
    Scenario Outline: <label> changed and changed back in <system>
      Given both systems know Ada
      When a user changes Ada's <label> in <system>
      And the sync runs
      And a user changes Ada's <label> back in <system>
      And the sync comes to rest
      Then both systems hold Ada's latest <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | name  | Customerp |
        | name  | Trello    |
        | email | Customerp |
        | email | Trello    |

    @in-sync.there-and-back
    Scenario Outline: Changed in <first> and changed back in <second>
      Given both systems know Ada
      When a user changes Ada's name in <first>
      And the sync runs
      And a user changes Ada's name back in <second>
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

      Examples:
        | first     | second    |
        | Customerp | Trello    |
        | Trello    | Customerp |

    @in-sync.quiet
    Example: Nothing is changed
      Given both systems know Ada
      And both systems know Grace
      And the sync has come to rest
      When the sync runs 3 times
      And the sync restarts
      And the sync comes to rest
      Then the sync has written nothing since
      And nothing else has changed

    @in-sync.quiet
    Scenario Outline: What is not synchronized is changed in <system>
      Given both systems know Ada
      And the sync has come to rest
      When a user changes all that is not synchronized of Ada in <system>
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
      And Linus is added to Trello
      And both systems know Ada
      And both systems know Grace
      When a user changes Ada's name in <system>
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And Linus is not in Customerp
      And nothing else has changed

      Examples:
        | system    |
        | Customerp |
        | Trello    |

    @in-sync.nothing-else
    Scenario Outline: What is not synchronized keeps its later value
      Given both systems know Ada
      And a user changes all that is not synchronized of Ada in <system>
      When a user changes Ada's name in <other>
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

      Examples:
        | system    | other     |
        | Customerp | Trello    |
        | Trello    | Customerp |

    @in-sync.link-survives
    Scenario Outline: One is made to look like another in <system>
      Given both systems know Ada
      And both systems know Grace
      When a user makes Ada look like Grace in <system>
      And the sync comes to rest
      And a user changes Ada's name in <system>
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And Grace is still in Trello
      And nothing else has changed

      Examples:
        | system    |
        | Customerp |
        | Trello    |

    @in-sync.link-survives
    Scenario Outline: Two trade their name in <system>
      Given both systems know Ada
      And both systems know Grace
      When a user swaps the name of Ada and Grace in <system>
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And both systems hold Grace's latest name
      And nothing else has changed

      Examples:
        | system    |
        | Customerp |
        | Trello    |

    @in-sync.no-delete
    Scenario Outline: One is removed from <first>, and the other side lives on
      Given both systems know Ada
      And both systems know Grace
      And the sync has come to rest
      When Ada is removed from <first>
      And a user changes Ada's name in <second>
      And a user changes Grace's name in Customerp
      And the sync comes to rest
      Then Ada is still in <second>
      And both systems hold Grace's latest name
      And nothing else has changed

      Examples:
        | first     | second    |
        | Customerp | Trello    |
        | Trello    | Customerp |

    @in-sync.during-pass
    Scenario Outline: <label> changed in <system> just before the sync writes to Trello
      One of the systems does not say when a value changed: either edit may stand, the same on both sides.
      Given both systems know Ada
      When a user changes Ada's name in Customerp
      And a user changes Ada's <label> in <system> while the sync changes Trello
      And the sync comes to rest
      Then both systems agree on Ada's <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | name  | Customerp |
        | name  | Trello    |
        | email | Customerp |
        | email | Trello    |

    @in-sync.during-pass
    Scenario Outline: <label> changed in <system> just before the sync writes to Customerp
      One of the systems does not say when a value changed: either edit may stand, the same on both sides.
      Given both systems know Ada
      When a user changes Ada's name in Trello
      And a user changes Ada's <label> in <system> while the sync changes Customerp
      And the sync comes to rest
      Then both systems agree on Ada's <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | name  | Customerp |
        | name  | Trello    |
        | email | Customerp |
        | email | Trello    |

    @in-sync.near-edit
    Scenario Outline: name changed in <what> only, and in <more> only
      Given both systems know Ada, with accents and an emoji in a long name
      And both systems know Grace, with accents and an emoji in a long name
      When a user changes Ada's name in Customerp in <what> only
      And a user changes Grace's name in Trello in <more> only
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And both systems hold Grace's latest name
      And nothing else has changed

      Examples:
        | what                    | more               |
        | case                    | spaces             |
        | the form of its accents | its last character |
        | the form of its emoji   | case               |

    @in-sync.life-cycle
    Example: Copied in Customerp
      Given both systems know Ada
      When a user copies Ada in Customerp, and calls the copy Grace
      And the sync comes to rest
      And a user changes Ada's name in Customerp
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

    @in-sync.last-one
    Example: The last pair goes, and another record comes
      Given both systems know Ada
      And the sync has come to rest
      When Ada is removed from Customerp
      And Ada is removed from Trello
      And the sync comes to rest
      And Grace is added to Customerp
      And the sync comes to rest
      Then Grace is in Trello, once
      And nothing else has changed

    @in-sync.last-one
    Example: The only record goes from Trello, and another one comes
      Given both systems know Ada
      And the sync has come to rest
      When Ada is removed from Trello
      And Grace is added to Customerp
      And the sync comes to rest
      Then Grace is in Trello, once
      And Ada is still in Customerp
      And nothing else has changed

    @robust.rate-limit
    Scenario Outline: Limited: Trello's answer to a <deed> <fault>
      Given both systems know Ada
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Ada's name in Customerp
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And the limit of Trello was not hammered
      And nothing else has changed

      Examples:
        | deed   | fault                          |
        | read   | says how long to wait          |
        | change | asks to wait, but not how long |
        | change | closes a whole window          |

    @robust.server-error
    Scenario Outline: Out of order: Trello's answer to a <deed> <fault>
      Given both systems know Ada
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Ada's name in Customerp
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

      Examples:
        | deed   | fault                     |
        | read   | is an internal error      |
        | change | is an internal error      |
        | change | is a gateway's error page |

    @robust.refused
    Scenario Outline: Out of reach: Trello's answer to a <deed> <fault>
      Given both systems know Ada
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Ada's name in Customerp
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

      Examples:
        | deed   | fault                   |
        | read   | is a refused connection |
        | change | is a refused connection |

    @robust.reset
    Scenario Outline: Cut off: Trello's answer to a <deed> <fault>
      Given both systems know Ada
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Ada's name in Customerp
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

      Examples:
        | deed   | fault                 |
        | read   | is a reset connection |
        | change | is a reset connection |

    @robust.timeout
    Scenario Outline: Silent: Trello's answer to a <deed> <fault>
      Given both systems know Ada
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Ada's name in Customerp
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

      Examples:
        | deed   | fault       |
        | read   | never comes |
        | change | never comes |

    @robust.garbage
    Scenario Outline: Senseless: Trello's answer to a <deed> <fault>
      Given both systems know Ada
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Ada's name in Customerp
      And the sync comes to rest
      Then both systems hold Ada's latest name
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
      Given both systems know Ada
      And the sync has come to rest
      When a user changes Ada's name in <system>
      And <other>'s next answer is from before the sync's own last change
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And the sync has not overwritten Ada's name in <system>
      And nothing else has changed

      Examples:
        | system    | other     |
        | Customerp | Trello    |
        | Trello    | Customerp |

    @robust.poison
    Example: One record is poison: each answer of Trello about it is an error
      Given both systems know Ada
      And both systems know Grace
      And the sync has come to rest
      When from now on every answer of Trello about Ada is an internal error
      And a user changes Ada's name in Customerp
      And a user changes Grace's name in Customerp
      And the sync runs 3 times
      Then both systems hold Grace's latest name
      And the sync says that something was not done
      When Trello is well again
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

    @robust.vanished
    Scenario Outline: Removed from <system> while the sync <deed> Trello
      Given both systems know Ada
      And both systems know Grace
      And the sync has come to rest
      When a user changes Ada's name in Customerp
      And a user changes Grace's name in Customerp
      And Ada is removed from <system> while the sync <deed> Trello
      And the sync comes to rest
      Then both systems hold Grace's latest name
      And nothing else has changed

      Examples:
        | system    | deed    |
        | Customerp | reads   |
        | Trello    | changes |

    @robust.unauthorised
    Scenario Outline: Shut out for a while: Trello's answer <fault>
      Given both systems know Ada
      And both systems know Grace
      And the sync has come to rest
      When from now on every answer of Trello <fault>
      And a user changes Ada's name in Customerp
      And a user changes Grace's name in Customerp
      And the sync runs
      Then the sync has asked Trello no more than 10 times since
      And the sync says that something was not done
      When Trello is well again
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And both systems hold Grace's latest name
      And nothing else has changed

      Examples:
        | fault                   |
        | refuses the credentials |
        | forbids the request     |

    @robust.slow
    Scenario Outline: Slow: Trello's answer to a <deed> <fault>
      Given both systems know Ada
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Ada's name in Customerp
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

      Examples:
        | deed   | fault   |
        | change | is late |

    @robust.slow
    Example: Slow: Trello's answer to a new record is late
      Given the sync has come to rest
      When Trello's next answer to a change is late
      And Ada is added to Customerp
      And the sync comes to rest
      Then Ada is in Trello, once
      And nothing else has changed

    @robust.transient-refusal
    Scenario Outline: Refused for a moment: Trello's answer to a <deed> <fault>
      Given both systems know Ada
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Ada's name in Customerp
      And the sync comes to rest
      Then both systems hold Ada's latest name
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
      And both systems know Ada
      And the sync has come to rest
      When a user changes Ada's name in Customerp while the sync reads Customerp
      And the sync runs
      And a user changes Ada's name in Customerp in the same instant
      And a user changes Ada's name in Customerp half a second later
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

    @robust.clock-skew
    Scenario Outline: <system>'s clock is behind
      Given <system>'s clock is 5 minutes behind
      And both systems know Ada
      When the sync runs
      And a user changes Ada's name in Trello
      And the sync runs
      And a user changes Ada's name in Customerp
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

      Examples:
        | system    |
        | Customerp |
        | Trello    |

    @robust.late-visibility
    Example: A change and a new record that lists show late
      Given both systems know Ada
      And both systems know Grace
      When a user changes Ada's name in Customerp, which no list shows yet
      And Linus is added to Customerp, which no list shows yet
      And a user changes Grace's name in Customerp
      And the sync runs
      And the lists of Customerp show everything
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And both systems hold Grace's latest name
      And Linus is in Trello, once
      And nothing else has changed

    @robust.extreme-time
    Scenario Outline: Changed when it is <time>
      Given it is <time>
      And both systems know Ada
      When a user changes Ada's name in Customerp
      And the sync runs
      And a user changes Ada's name in Trello
      And the sync comes to rest
      Then both systems hold Ada's latest name
      And nothing else has changed

      Examples:
        | time                         |
        | just before summer time ends |

  @properties
  Rule: Each property of the table is carried, both ways, whatever it holds

    @properties.row
    Scenario Outline: <label> of a new contact
      When Ada is added to Customerp
      And the sync comes to rest
      Then both systems hold Ada's <label> as added
      And nothing else has changed

      Examples:
        | label |
        | name  |
        | email |

    @properties.row
    Scenario Outline: <label> carried from <system> to the other, again and again
      Given both systems know Ada
      When a user changes Ada's <label> in <system>
      And the sync runs
      And a user changes Ada's <label> in <system>
      And the sync comes to rest
      Then both systems hold Ada's latest <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | name  | Customerp |
        | name  | Trello    |
        | email | Customerp |
        | email | Trello    |

    @properties.type
    Scenario Outline: Trello holds <label> in the documented type
      When Ada is added to Customerp
      And the sync comes to rest
      Then Trello holds Ada's <label> in the documented type
      And nothing else has changed

      Examples:
        | label |
        | name  |
        | email |

    @properties.round-trip
    Scenario Outline: Any value of <label> from <system>
      Then every value of Ada's <label> in <system> reaches the other system
      And nothing else has changed

      Examples:
        | label | system    |
        | name  | Customerp |
        | name  | Trello    |
        | email | Customerp |
        | email | Trello    |

    @properties.limits
    Scenario Outline: <label> changed to a value that <system> refuses
      Given both systems know Ada
      And both systems know Grace
      When a user changes Ada's <label> to a value that <system> refuses
      And a user changes Grace's <label> in <other>
      And the sync comes to rest
      Then <system> takes Ada's <label> in another form, or the sync reports it, once
      And both systems hold Grace's latest <label>
      And nothing else has changed

      Examples:
        | label | system    | other     |
        | name  | Customerp | Trello    |
        | name  | Trello    | Customerp |
