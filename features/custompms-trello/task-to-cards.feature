Feature: Custompms Task to Trello Cards
  Each Task in Custompms and its counterpart among the Cards in Trello.

  @every
  Rule: Every Task becomes exactly one of the Cards

    @every.created
    Example: A new task
      Given the sync has come to rest
      When Digging is added to Custompms
      And the sync comes to rest
      Then Digging is in Trello, once
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
      When Digging is added to Custompms with only what is mandatory
      And the sync comes to rest
      Then Digging is in Trello, once
      And nothing else has changed

    @every.whatever-it-holds
    Example: With every property filled
      When Digging is added to Custompms
      And the sync comes to rest
      Then both systems hold Digging's title as added
      And both systems hold Digging's notes as added
      And both systems hold Digging's due as added
      And both systems hold Digging's start as added
      And both systems hold Digging's done as added
      And nothing else has changed

    @every.whatever-it-holds
    Example: Two that look exactly alike
      Given Digging is added to Custompms
      When Paving is added to Custompms, looking exactly like Digging
      And the sync comes to rest
      And a user changes Digging's title in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

    @every.exactly-once
    Example: The sync runs again and again
      When Digging is added to Custompms
      And the sync runs 4 times
      And the sync comes to rest
      Then Digging is in Trello, once
      And nothing else has changed

    @every.exactly-once
    Example: The sync restarts between its runs
      Given both systems know Digging
      When the sync restarts
      And the sync runs
      And the sync restarts
      And the sync comes to rest
      Then Digging is in Trello, once
      And nothing else has changed

    @every.one-way
    Example: One in Trello only
      Given Paving is added to Trello
      When Digging is added to Custompms
      And the sync comes to rest
      Then Paving is not in Custompms
      And Digging is in Trello, once
      And nothing else has changed

    @every.one-way
    Example: Changed in Trello only
      Given Paving is added to Trello
      And the sync has come to rest
      When a user changes all that is not synchronized of Paving in Trello
      And the sync comes to rest
      Then Paving is not in Custompms
      And nothing else has changed

    @every.shared-source
    Example: One task becomes one of the Actions and one of the Cards
      When Digging is added to Custompms
      And the sync comes to rest
      Then Digging is in Trello as Actions, once
      And Digging is in Trello as Cards, once
      And nothing else has changed

    @every.shared-source
    Example: A change on one counterpart reaches the task and the other counterpart
      Given both systems know Digging
      When a user changes Digging's title in Trello
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And Digging is in Trello as Actions, once
      And nothing else has changed

    @every.shared-source
    Example: Two records do not mix
      Given both systems know Digging
      And both systems know Paving
      When a user changes Digging's title in Custompms
      And a user changes Paving's title in Trello
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And both systems hold Paving's latest title
      And nothing else has changed

    @every.next-time
    Scenario Outline: Added while the sync <deed> <system>
      Given Digging is added to Custompms
      When Paving is added to Custompms while the sync <deed> <system>
      And the sync runs
      And the sync comes to rest
      Then Digging is in Trello, once
      And Paving is in Trello, once
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
      And Digging is added to Custompms
      And the sync comes to rest
      Then Digging is in Trello, once
      And nothing else has changed

      Examples:
        | fault                                  |
        | is lost                                |
        | never comes, although all was done     |
        | only says that the request is accepted |

    @robust.crash
    Scenario Outline: Killed <moment>
      Given the sync is killed <moment>
      When Digging is added to Custompms
      And the sync comes to rest
      Then Digging is in Trello, once
      And nothing else has changed

      Examples:
        | moment                        |
        | before request 2 takes effect |
        | after request 3 took effect   |

    @robust.two-at-once
    Scenario Outline: A second sync starts at request <number>
      Given a second sync starts when request <number> is made
      When Digging is added to Custompms
      And the sync comes to rest
      Then Digging is in Trello, once
      And nothing else has changed

      Examples:
        | number |
        | 2      |
        | 3      |

    @robust.sporadic-empty
    Scenario Outline: Changed in <system>, whose next answer <fault>
      Given both systems know Digging
      And both systems know Paving
      And the sync has come to rest
      When a user changes Digging's title in <system>
      And <system>'s next answer <fault>
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And Paving is in Trello, once
      And nothing else has changed

      Examples:
        | system    | fault                  |
        | Custompms | is an empty list       |
        | Trello    | is an empty list       |
        | Trello    | is only half of a list |

    @robust.paging-shift
    Example: Removed between two pages
      Given Digging is added to Custompms
      And Custompms already has a page of records and one more
      When Digging is removed from Custompms between two pages that the sync reads
      And the sync comes to rest
      Then each of them is in Trello, once
      And nothing else has changed

    @robust.paging-shift
    Example: Changed between two pages
      Given Digging is added to Custompms
      And Custompms already has a page of records and one more
      When a user changes Digging's title in Custompms between two pages that the sync reads
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And Digging is in Trello, once
      And nothing else has changed

  @in-sync
  Rule: A linked pair stays in sync, wherever it is edited

    @in-sync.forward
    Scenario Outline: <label> changed in Custompms
      Given both systems know Digging
      When a user changes Digging's <label> in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest <label>
      And nothing else has changed

      Examples:
        | label |
        | title |
        | notes |
        | due   |
        | start |
        | done  |

    @in-sync.backward
    Scenario Outline: <label> changed in Trello
      Given both systems know Digging
      When a user changes Digging's <label> in Trello
      And the sync comes to rest
      Then both systems hold Digging's latest <label>
      And nothing else has changed

      Examples:
        | label |
        | title |
        | notes |
        | due   |
        | start |
        | done  |

    @in-sync.stays
    Example: Many changes from alternating sides
      Given both systems know Digging
      When users change Digging's done 6 times on alternating sides, and the sync runs after each
      And the sync comes to rest
      Then both systems hold Digging's latest done
      And nothing else has changed

    @in-sync.stays
    Example: The sync restarts between changes
      Given both systems know Digging
      When a user changes Digging's title in Custompms
      And the sync restarts
      And the sync runs
      And a user changes Digging's title in Trello
      And the sync restarts
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

    @in-sync.both-sides
    Scenario Outline: title changed in <first>, notes in <second>
      Given both systems know Digging
      When a user changes Digging's title in <first>
      And a user changes Digging's notes in <second>
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And both systems hold Digging's latest notes
      And nothing else has changed

      Examples:
        | first     | second    |
        | Custompms | Trello    |
        | Trello    | Custompms |

    @in-sync.latest-wins
    Scenario Outline: <label> changed in <first>, then in <second>
      Given both systems know Digging
      When a user changes Digging's <label> in <first>
      And a user changes Digging's <label> in <second>
      And the sync comes to rest
      Then both systems hold Digging's latest <label>
      And nothing else has changed

      Examples:
        | label | first     | second    |
        | title | Custompms | Trello    |
        | title | Trello    | Custompms |
        | notes | Custompms | Trello    |
        | notes | Trello    | Custompms |
        | due   | Custompms | Trello    |
        | due   | Trello    | Custompms |
        | start | Custompms | Trello    |
        | start | Trello    | Custompms |

    @in-sync.untouched-is-not-reverted
    Scenario Outline: A later change in <second> does not bring back the old title
      Given both systems know Digging
      When a user changes Digging's title in <first>
      And a user changes Digging's notes in <second>
      And the sync comes to rest
      Then both systems hold Digging's title as changed in <first>
      And both systems hold Digging's notes as changed in <second>
      And nothing else has changed

      Examples:
        | first     | second    |
        | Custompms | Trello    |
        | Trello    | Custompms |

    @in-sync.untouched-is-not-reverted
    Example: A later change of what is not synchronized brings nothing back
      Given both systems know Digging
      When a user changes Digging's title in Trello
      And a user changes all that is not synchronized of Digging in Custompms
      And the sync comes to rest
      Then both systems hold Digging's title as changed in Trello
      And nothing else has changed

    @in-sync.same-edit
    Scenario Outline: <label> changed alike on both sides
      Given both systems know Digging
      And the sync has come to rest
      When a user changes Digging's <label> alike in both systems
      And the sync comes to rest
      Then the sync has written nothing since
      And both systems hold Digging's latest <label>
      And nothing else has changed

      Examples:
        | label |
        | title |
        | notes |
        | due   |
        | start |
        | done  |

    @in-sync.there-and-back
    Scenario Outline: <label> changed and changed back in <system>
      Given both systems know Digging
      When a user changes Digging's <label> in <system>
      And the sync runs
      And a user changes Digging's <label> back in <system>
      And the sync comes to rest
      Then both systems hold Digging's latest <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | title | Custompms |
        | title | Trello    |
        | notes | Custompms |
        | notes | Trello    |
        | due   | Custompms |
        | due   | Trello    |
        | start | Custompms |
        | start | Trello    |
        | done  | Custompms |
        | done  | Trello    |

    @in-sync.there-and-back
    Scenario Outline: Changed in <first> and changed back in <second>
      Given both systems know Digging
      When a user changes Digging's title in <first>
      And the sync runs
      And a user changes Digging's title back in <second>
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

      Examples:
        | first     | second    |
        | Custompms | Trello    |
        | Trello    | Custompms |

    @in-sync.quiet
    Example: Nothing is changed
      Given both systems know Digging
      And both systems know Paving
      And the sync has come to rest
      When the sync runs 3 times
      And the sync restarts
      And the sync comes to rest
      Then the sync has written nothing since
      And nothing else has changed

    @in-sync.quiet
    Scenario Outline: What is not synchronized is changed in <system>
      Given both systems know Digging
      And the sync has come to rest
      When a user changes all that is not synchronized of Digging in <system>
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
      And Fencing is added to Trello
      And both systems know Digging
      And both systems know Paving
      When a user changes Digging's title in <system>
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And Fencing is not in Custompms
      And nothing else has changed

      Examples:
        | system    |
        | Custompms |
        | Trello    |

    @in-sync.nothing-else
    Scenario Outline: What is not synchronized keeps its later value
      Given both systems know Digging
      And a user changes all that is not synchronized of Digging in <system>
      When a user changes Digging's title in <other>
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

      Examples:
        | system    | other     |
        | Custompms | Trello    |
        | Trello    | Custompms |

    @in-sync.link-survives
    Scenario Outline: One is made to look like another in <system>
      Given both systems know Digging
      And both systems know Paving
      When a user makes Digging look like Paving in <system>
      And the sync comes to rest
      And a user changes Digging's title in <system>
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And Paving is still in Trello
      And nothing else has changed

      Examples:
        | system    |
        | Custompms |
        | Trello    |

    @in-sync.link-survives
    Scenario Outline: Two trade their title in <system>
      Given both systems know Digging
      And both systems know Paving
      When a user swaps the title of Digging and Paving in <system>
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And both systems hold Paving's latest title
      And nothing else has changed

      Examples:
        | system    |
        | Custompms |
        | Trello    |

    @in-sync.no-delete
    Scenario Outline: One is removed from <first>, and the other side lives on
      Given both systems know Digging
      And both systems know Paving
      And the sync has come to rest
      When Digging is removed from <first>
      And a user changes Digging's title in <second>
      And a user changes Paving's title in Custompms
      And the sync comes to rest
      Then Digging is still in <second>
      And both systems hold Paving's latest title
      And nothing else has changed

      Examples:
        | first     | second    |
        | Custompms | Trello    |
        | Trello    | Custompms |

    @in-sync.during-pass
    Scenario Outline: <label> changed in <system> just before the sync writes to Trello
      Given both systems know Digging
      When a user changes Digging's title in Custompms
      And a user changes Digging's <label> in <system> while the sync changes Trello
      And the sync comes to rest
      Then both systems hold Digging's latest <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | title | Custompms |
        | title | Trello    |
        | notes | Custompms |
        | notes | Trello    |

    @in-sync.during-pass
    Scenario Outline: <label> changed in <system> just before the sync writes to Custompms
      Given both systems know Digging
      When a user changes Digging's title in Trello
      And a user changes Digging's <label> in <system> while the sync changes Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | title | Custompms |
        | title | Trello    |
        | notes | Custompms |
        | notes | Trello    |

    @in-sync.near-edit
    Scenario Outline: title changed in <what> only, and in <more> only
      Given both systems know Digging, with accents and an emoji in a long title
      And both systems know Paving, with accents and an emoji in a long title
      When a user changes Digging's title in Custompms in <what> only
      And a user changes Paving's title in Trello in <more> only
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And both systems hold Paving's latest title
      And nothing else has changed

      Examples:
        | what                    | more               |
        | case                    | spaces             |
        | the form of its accents | its last character |
        | the form of its emoji   | case               |

    @in-sync.any-author
    Example: Changed in Trello with the sync's own account
      Given both systems know Digging
      When a user changes Digging's title in Trello with the sync's own account
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

    @in-sync.life-cycle
    Example: Archived in Trello
      Given both systems know Digging
      When a user archives Digging in Trello
      And a user changes Digging's title in Trello
      And the sync runs 3 times
      And a user changes Digging's title in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And Digging is in Trello, once
      And nothing else has changed

    @in-sync.life-cycle
    Example: Archived in Trello, and restored
      Given both systems know Digging
      When a user archives Digging in Trello
      And the sync runs
      And a user restores Digging in Trello
      And a user changes Digging's title in Trello
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And Digging is in Trello, once
      And nothing else has changed

    @in-sync.life-cycle
    Scenario Outline: Moved to <place> in <system>
      Given both systems know Digging
      When a user moves Digging to <place> in <system>
      And a user changes Digging's title in Trello
      And the sync runs
      And a user changes Digging's title in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And Digging is in Trello, once
      And nothing else has changed

      Examples:
        | place           | system    |
        | another project | Custompms |
        | another list    | Trello    |
        | another board   | Trello    |

    @in-sync.life-cycle
    Example: Copied in Custompms
      Given both systems know Digging
      When a user copies Digging in Custompms, and calls the copy Paving
      And the sync comes to rest
      And a user changes Digging's title in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And Paving is in Trello, once
      And nothing else has changed

    @in-sync.life-cycle
    Example: Copied in Trello
      Given both systems know Digging
      When a user copies Digging in Trello, and calls the copy Paving
      And the sync comes to rest
      And a user changes Digging's title in Trello
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And Paving is not in Custompms
      And nothing else has changed

    @in-sync.last-one
    Example: The last pair goes, and another record comes
      Given both systems know Digging
      And the sync has come to rest
      When Digging is removed from Custompms
      And Digging is removed from Trello
      And the sync comes to rest
      And Paving is added to Custompms
      And the sync comes to rest
      Then Paving is in Trello, once
      And nothing else has changed

    @in-sync.last-one
    Example: The only record goes from Trello, and another one comes
      Given both systems know Digging
      And the sync has come to rest
      When Digging is removed from Trello
      And Paving is added to Custompms
      And the sync comes to rest
      Then Paving is in Trello, once
      And Digging is still in Custompms
      And nothing else has changed

    @robust.rate-limit
    Scenario Outline: Limited: Trello's answer to a <deed> <fault>
      Given both systems know Digging
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Digging's title in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And the limit of Trello was not hammered
      And nothing else has changed

      Examples:
        | deed   | fault                          |
        | read   | says how long to wait          |
        | change | asks to wait, but not how long |
        | change | closes a whole window          |

    @robust.server-error
    Scenario Outline: Out of order: Trello's answer to a <deed> <fault>
      Given both systems know Digging
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Digging's title in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

      Examples:
        | deed   | fault                     |
        | read   | is an internal error      |
        | change | is an internal error      |
        | change | is a gateway's error page |

    @robust.refused
    Scenario Outline: Out of reach: Trello's answer to a <deed> <fault>
      Given both systems know Digging
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Digging's title in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

      Examples:
        | deed   | fault                   |
        | read   | is a refused connection |
        | change | is a refused connection |

    @robust.reset
    Scenario Outline: Cut off: Trello's answer to a <deed> <fault>
      Given both systems know Digging
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Digging's title in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

      Examples:
        | deed   | fault                 |
        | read   | is a reset connection |
        | change | is a reset connection |

    @robust.timeout
    Scenario Outline: Silent: Trello's answer to a <deed> <fault>
      Given both systems know Digging
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Digging's title in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

      Examples:
        | deed   | fault       |
        | read   | never comes |
        | change | never comes |

    @robust.garbage
    Scenario Outline: Senseless: Trello's answer to a <deed> <fault>
      Given both systems know Digging
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Digging's title in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest title
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
      Given both systems know Digging
      And the sync has come to rest
      When a user changes Digging's title in <system>
      And <other>'s next answer is from before the sync's own last change
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And the sync has not overwritten Digging's title in <system>
      And nothing else has changed

      Examples:
        | system    | other     |
        | Custompms | Trello    |
        | Trello    | Custompms |

    @robust.poison
    Example: One record is poison: each answer of Trello about it is an error
      Given both systems know Digging
      And both systems know Paving
      And the sync has come to rest
      When from now on every answer of Trello about Digging is an internal error
      And a user changes Digging's title in Custompms
      And a user changes Paving's title in Custompms
      And the sync runs 3 times
      Then both systems hold Paving's latest title
      And the sync says that something was not done
      When Trello is well again
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

    @robust.vanished
    Scenario Outline: Removed from <system> while the sync <deed> Trello
      Given both systems know Digging
      And both systems know Paving
      And the sync has come to rest
      When a user changes Digging's title in Custompms
      And a user changes Paving's title in Custompms
      And Digging is removed from <system> while the sync <deed> Trello
      And the sync comes to rest
      Then both systems hold Paving's latest title
      And nothing else has changed

      Examples:
        | system    | deed    |
        | Custompms | reads   |
        | Trello    | changes |

    @robust.unauthorised
    Scenario Outline: Shut out for a while: Trello's answer <fault>
      Given both systems know Digging
      And both systems know Paving
      And the sync has come to rest
      When from now on every answer of Trello <fault>
      And a user changes Digging's title in Custompms
      And a user changes Paving's title in Custompms
      And the sync runs
      Then the sync has asked Trello no more than 10 times since
      And the sync says that something was not done
      When Trello is well again
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And both systems hold Paving's latest title
      And nothing else has changed

      Examples:
        | fault                   |
        | refuses the credentials |
        | forbids the request     |

    @robust.slow
    Scenario Outline: Slow: Trello's answer to a <deed> <fault>
      Given both systems know Digging
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Digging's title in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

      Examples:
        | deed   | fault   |
        | change | is late |

    @robust.slow
    Example: Slow: Trello's answer to a new record is late
      Given the sync has come to rest
      When Trello's next answer to a change is late
      And Digging is added to Custompms
      And the sync comes to rest
      Then Digging is in Trello, once
      And nothing else has changed

    @robust.transient-refusal
    Scenario Outline: Refused for a moment: Trello's answer to a <deed> <fault>
      Given both systems know Digging
      And the sync has come to rest
      When Trello's next answer to a <deed> <fault>
      And a user changes Digging's title in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest title
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
      And both systems know Digging
      And the sync has come to rest
      When a user changes Digging's title in Custompms while the sync reads Custompms
      And the sync runs
      And a user changes Digging's title in Custompms in the same instant
      And a user changes Digging's title in Custompms half a second later
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

    @robust.clock-skew
    Scenario Outline: <system>'s clock is behind
      Given <system>'s clock is 5 minutes behind
      And both systems know Digging
      When the sync runs
      And a user changes Digging's title in Trello
      And the sync runs
      And a user changes Digging's title in Custompms
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

      Examples:
        | system    |
        | Custompms |
        | Trello    |

    @robust.late-visibility
    Example: A change and a new record that lists show late
      Given both systems know Digging
      And both systems know Paving
      When a user changes Digging's title in Custompms, which no list shows yet
      And Fencing is added to Custompms, which no list shows yet
      And a user changes Paving's title in Custompms
      And the sync runs
      And the lists of Custompms show everything
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And both systems hold Paving's latest title
      And Fencing is in Trello, once
      And nothing else has changed

    @robust.extreme-time
    Scenario Outline: Changed when it is <time>
      Given it is <time>
      And both systems know Digging
      When a user changes Digging's title in Custompms
      And the sync runs
      And a user changes Digging's title in Trello
      And the sync comes to rest
      Then both systems hold Digging's latest title
      And nothing else has changed

      Examples:
        | time                           |
        | just before summer time ends   |
        | just before summer time begins |
        | just before the end of a month |
        | just before a leap day         |

    @robust.extreme-time
    Scenario Outline: <label> changed to <moment>
      Given both systems know Digging
      When a user changes Digging's <label> in Trello to <moment>
      And the sync comes to rest
      Then both systems hold Digging's latest <label>
      And nothing else has changed

      Examples:
        | label | moment                            |
        | due   | midnight                          |
        | due   | the last moment of a month        |
        | due   | the hour that summer time skips   |
        | due   | the hour that summer time repeats |
        | due   | a leap day                        |
        | due   | the last day of the year 9999     |
        | start | midnight                          |
        | start | the last moment of a month        |
        | start | the hour that summer time skips   |
        | start | the hour that summer time repeats |
        | start | a leap day                        |
        | start | the last day of the year 9999     |

  @properties
  Rule: Each property of the table is carried, both ways, whatever it holds

    @properties.row
    Scenario Outline: <label> of a new task
      When Digging is added to Custompms
      And the sync comes to rest
      Then both systems hold Digging's <label> as added
      And nothing else has changed

      Examples:
        | label |
        | title |
        | notes |
        | due   |
        | start |
        | done  |

    @properties.row
    Scenario Outline: <label> carried from <system> to the other, again and again
      Given both systems know Digging
      When a user changes Digging's <label> in <system>
      And the sync runs
      And a user changes Digging's <label> in <system>
      And the sync comes to rest
      Then both systems hold Digging's latest <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | title | Custompms |
        | title | Trello    |
        | notes | Custompms |
        | notes | Trello    |
        | due   | Custompms |
        | due   | Trello    |
        | start | Custompms |
        | start | Trello    |
        | done  | Custompms |
        | done  | Trello    |

    @properties.type
    Scenario Outline: Trello holds <label> in the documented type
      When Digging is added to Custompms
      And the sync comes to rest
      Then Trello holds Digging's <label> in the documented type
      And nothing else has changed

      Examples:
        | label |
        | title |
        | notes |
        | due   |
        | start |
        | done  |

    @properties.round-trip
    Scenario Outline: Any value of <label> from <system>
      Then every value of Digging's <label> in <system> reaches the other system
      And nothing else has changed

      Examples:
        | label | system    |
        | title | Custompms |
        | title | Trello    |
        | notes | Custompms |
        | notes | Trello    |
        | due   | Custompms |
        | due   | Trello    |
        | start | Custompms |
        | start | Trello    |
        | done  | Custompms |
        | done  | Trello    |

    @properties.cleared
    Scenario Outline: <label> emptied in <system>
      Given both systems know Digging
      When a user empties Digging's <label> in <system>
      And the sync comes to rest
      Then both systems hold Digging's latest <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | notes | Custompms |
        | notes | Trello    |
        | due   | Custompms |
        | due   | Trello    |
        | start | Custompms |
        | start | Trello    |

    @properties.cleared
    Scenario Outline: <label> emptied in <system>, which <other> refuses
      Given both systems know Digging
      And both systems know Paving
      When a user empties Digging's <label> in <system>
      And a user changes Paving's <label> in <system>
      And the sync comes to rest
      Then <other> keeps Digging's <label> as before
      And the sync reports Digging's <label>, once
      And both systems hold Paving's latest <label>
      And nothing else has changed

      Examples:
        | label | system | other     |
        | title | Trello | Custompms |

    @properties.normalised
    Scenario Outline: <label> changed to a value that <system> does not keep as it is
      Given both systems know Digging
      When a user changes Digging's <label> to a value that <system> does not keep as it is
      And the sync comes to rest
      Then <system> takes Digging's <label> in another form, or the sync reports it, once
      And nothing else has changed

      Examples:
        | label | system    |
        | title | Custompms |
        | notes | Custompms |
        | start | Custompms |

    @properties.limits
    Scenario Outline: <label> changed to a value that <system> refuses
      Given both systems know Digging
      And both systems know Paving
      When a user changes Digging's <label> to a value that <system> refuses
      And a user changes Paving's <label> in <other>
      And the sync comes to rest
      Then <system> takes Digging's <label> in another form, or the sync reports it, once
      And both systems hold Paving's latest <label>
      And nothing else has changed

      Examples:
        | label | system    | other  |
        | title | Custompms | Trello |

    @properties.dates
    Scenario Outline: <label> changed ten times on alternating sides
      Given both systems know Digging
      When users change Digging's <label> 10 times on alternating sides, and the sync runs after each
      And the sync comes to rest
      Then both systems hold Digging's latest <label>
      And nothing else has changed

      Examples:
        | label |
        | due   |
        | start |
