Feature: Custompms Task to Trello Actions
  A task in Custompms and the action (a comment on the card for tasks) that names it in Trello.

  @every
  Rule: Every Task becomes exactly one of the Actions

    @every.created
    Example: A new task
      Given the sync has come to rest
      When Painting is added to Custompms
      And the sync comes to rest
      Then Painting is in Trello, once
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
      When Painting is added to Custompms with only what is mandatory
      And the sync comes to rest
      Then Painting is in Trello, once
      And nothing else has changed

    @every.whatever-it-holds
    Example: With every property filled
      When Painting is added to Custompms
      And the sync comes to rest
      Then both systems hold Painting's title as added
      And nothing else has changed

    @every.whatever-it-holds
    Example: Two that look exactly alike
      Given Painting is added to Custompms
      When Plumbing is added to Custompms, looking exactly like Painting
      And the sync comes to rest
      And Painting's title is changed in Custompms
      And the sync comes to rest
      Then both systems hold Painting's latest title
      And nothing else has changed

    @every.exactly-once
    Example: The sync runs again and again
      When Painting is added to Custompms
      And the sync runs 4 times
      And the sync comes to rest
      Then Painting is in Trello, once
      And nothing else has changed

    @every.exactly-once
    Example: The sync restarts between its runs
      Given both systems know Painting
      When the sync restarts
      And the sync runs
      And the sync restarts
      And the sync comes to rest
      Then Painting is in Trello, once
      And nothing else has changed

    @every.one-way
    Example: One in Trello only
      Given Plumbing is added to Trello
      When Painting is added to Custompms
      And the sync comes to rest
      Then Plumbing is not in Custompms
      And Painting is in Trello, once
      And nothing else has changed

    @every.one-way
    Example: Changed in Trello only
      Given Plumbing is added to Trello
      And the sync has come to rest
      When all that is not synchronized of Plumbing is changed in Trello
      And the sync comes to rest
      Then Plumbing is not in Custompms
      And nothing else has changed

    @every.shared-source
    Example: A task is both an action and a card
      When Painting is added to Custompms
      And the sync comes to rest
      Then Painting is in Trello as Actions, once
      And Painting is in Trello as Cards, once
      And nothing else has changed

    @every.shared-source
    Example: A change on one counterpart reaches the task and the other counterpart
      Given both systems know Painting
      When Painting's title is changed in Trello
      And the sync comes to rest
      Then both systems hold Painting's latest title
      And Painting is in Trello as Cards, once
      And nothing else has changed

    @every.shared-source
    Example: Two tasks do not mix
      Given both systems know Painting
      And both systems know Plumbing
      When Painting's title is changed in Custompms
      And Plumbing's title is changed in Trello
      And the sync comes to rest
      Then both systems hold Painting's latest title
      And both systems hold Plumbing's latest title
      And nothing else has changed

    @every.shared-target
    Example: A task and a project are two actions
      When Painting is added to Custompms
      And Bridge is added to Custompms as Project
      And the sync comes to rest
      Then Painting is in Trello, once
      And Bridge is in Trello as Actions, once
      And nothing else has changed

    @every.next-time
    Scenario Outline: Added while the sync <deed> <system>
      Given Painting is added to Custompms
      When Plumbing is added to Custompms while the sync <deed> <system>
      And the sync runs
      And the sync comes to rest
      Then Painting is in Trello, once
      And Plumbing is in Trello, once
      And nothing else has changed

      Examples:
        | deed    | system    |
        | reads   | Custompms |
        | reads   | Trello    |
        | changes | Trello    |

  @in-sync
  Rule: A linked pair stays in sync, wherever it is edited

    @in-sync.forward
    Scenario Outline: The <label> is changed in Custompms
      Given both systems know Painting
      When Painting's <label> is changed in Custompms
      And the sync comes to rest
      Then both systems hold Painting's latest <label>
      And nothing else has changed

      Examples:
        | label |
        | title |

    @in-sync.backward
    Scenario Outline: The <label> is changed in Trello
      Given both systems know Painting
      When Painting's <label> is changed in Trello
      And the sync comes to rest
      Then both systems hold Painting's latest <label>
      And nothing else has changed

      Examples:
        | label |
        | title |

    @in-sync.stays
    Example: Many changes from alternating sides
      Given both systems know Painting
      When Painting's title makes 6 round trips
      And the sync comes to rest
      Then both systems hold Painting's latest title
      And nothing else has changed

    @in-sync.stays
    Example: The sync restarts between changes
      Given both systems know Painting
      When Painting's title is changed in Custompms
      And the sync restarts
      And the sync runs
      And Painting's title is changed in Trello
      And the sync restarts
      And the sync comes to rest
      Then both systems hold Painting's latest title
      And nothing else has changed

    @in-sync.latest-wins
    Scenario Outline: The <label> is changed in <first>, then in <second>
      Given both systems know Painting
      When Painting's <label> is changed in <first>
      And Painting's <label> is changed in <second>
      And the sync comes to rest
      Then both systems agree on Painting's <label>
      And nothing else has changed

      Examples:
        | label | first     | second    |
        | title | Custompms | Trello    |
        | title | Trello    | Custompms |

    @in-sync.untouched-is-not-reverted
    Example: A later change of what is not synchronized brings nothing back
      Given both systems know Painting
      When Painting's title is changed in Trello
      And all that is not synchronized of Painting is changed in Custompms
      And the sync comes to rest
      Then both systems hold Painting's title as changed in Trello
      And nothing else has changed

    @in-sync.same-edit
    Scenario Outline: The <label> is changed alike on both sides
      Given both systems know Painting
      And the sync has come to rest
      When Painting's <label> is changed alike in both systems
      And the sync comes to rest
      Then the sync has written nothing since
      And both systems hold Painting's latest <label>
      And nothing else has changed

      Examples:
        | label |
        | title |

    @in-sync.there-and-back
    Scenario Outline: The <label> is changed and changed back in <system>
      Given both systems know Painting
      When Painting's <label> is changed in <system>
      And the sync runs
      And Painting's <label> is changed back in <system>
      And the sync comes to rest
      Then both systems hold Painting's latest <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | title | Custompms |
        | title | Trello    |

    @in-sync.there-and-back
    Scenario Outline: Changed in <first> and changed back in <second>
      Given both systems know Painting
      When Painting's title is changed in <first>
      And the sync runs
      And Painting's title is changed back in <second>
      And the sync comes to rest
      Then both systems hold Painting's latest title
      And nothing else has changed

      Examples:
        | first     | second    |
        | Custompms | Trello    |
        | Trello    | Custompms |

    @in-sync.quiet
    Example: Nothing is changed
      Given both systems know Painting
      And both systems know Plumbing
      And the sync has come to rest
      When the sync runs 3 times
      And the sync restarts
      And the sync comes to rest
      Then the sync has written nothing since
      And nothing else has changed

    @in-sync.quiet
    Scenario Outline: What is not synchronized is changed in <system>
      Given both systems know Painting
      And the sync has come to rest
      When all that is not synchronized of Painting is changed in <system>
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
      And Wiring is added to Trello
      And both systems know Painting
      And both systems know Plumbing
      When Painting's title is changed in <system>
      And the sync comes to rest
      Then both systems hold Painting's latest title
      And Wiring is not in Custompms
      And nothing else has changed

      Examples:
        | system    |
        | Custompms |
        | Trello    |

    @in-sync.nothing-else
    Scenario Outline: What is not synchronized keeps its later value
      Given both systems know Painting
      And all that is not synchronized of Painting is changed in <system>
      When Painting's title is changed in <other>
      And the sync comes to rest
      Then both systems hold Painting's latest title
      And nothing else has changed

      Examples:
        | system    | other     |
        | Custompms | Trello    |
        | Trello    | Custompms |

    @in-sync.link-survives
    Scenario Outline: One is made to look like another in <system>
      Given both systems know Painting
      And both systems know Plumbing
      When Painting is made to look like Plumbing in <system>
      And the sync comes to rest
      And Painting's title is changed in <system>
      And the sync comes to rest
      Then both systems hold Painting's latest title
      And Plumbing is still in Trello
      And nothing else has changed

      Examples:
        | system    |
        | Custompms |
        | Trello    |

    @in-sync.link-survives
    Scenario Outline: Two trade their title in <system>
      Given both systems know Painting
      And both systems know Plumbing
      When Painting and Plumbing trade their title in <system>
      And the sync comes to rest
      Then both systems hold Painting's latest title
      And both systems hold Plumbing's latest title
      And nothing else has changed

      Examples:
        | system    |
        | Custompms |
        | Trello    |

    @in-sync.no-delete
    Scenario Outline: One is removed from <first>, and the other side lives on
      Given both systems know Painting
      And both systems know Plumbing
      And the sync has come to rest
      When Painting is removed from <first>
      And Painting's title is changed in <second>
      And Plumbing's title is changed in Custompms
      And the sync comes to rest
      Then Painting is still in <second>
      And both systems hold Plumbing's latest title
      And nothing else has changed

      Examples:
        | first     | second    |
        | Custompms | Trello    |
        | Trello    | Custompms |

    @in-sync.during-pass
    Scenario Outline: The <label> is changed in <system> just before the sync writes to Trello
      Given both systems know Painting
      When Painting's title is changed in Custompms
      And Painting's <label> is changed in <system> while the sync changes Trello
      And the sync comes to rest
      Then both systems agree on Painting's <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | title | Custompms |
        | title | Trello    |

    @in-sync.during-pass
    Scenario Outline: The <label> is changed in <system> just before the sync writes to Custompms
      Given both systems know Painting
      When Painting's title is changed in Trello
      And Painting's <label> is changed in <system> while the sync changes Custompms
      And the sync comes to rest
      Then both systems agree on Painting's <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | title | Trello    |
        | title | Custompms |

  @properties
  Rule: Each property of the table is carried, both ways, whatever it holds

    @properties.row
    Scenario Outline: The <label> of a new task
      When Painting is added to Custompms
      And the sync comes to rest
      Then both systems hold Painting's <label> as added
      And nothing else has changed

      Examples:
        | label |
        | title |

    @properties.row
    Scenario Outline: The <label> goes from <system> to the other, again and again
      Given both systems know Painting
      When Painting's <label> is changed in <system>
      And the sync runs
      And Painting's <label> is changed in <system>
      And the sync comes to rest
      Then both systems hold Painting's latest <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | title | Custompms |
        | title | Trello    |

    @properties.type
    Scenario Outline: Trello holds the <label> in the documented type
      When Painting is added to Custompms
      And the sync comes to rest
      Then Painting's <label> in Trello is of the documented type
      And nothing else has changed

      Examples:
        | label |
        | title |

    @properties.round-trip
    Scenario Outline: Any <label> from <system>
      Then whatever <label> Painting gets in <system>, the other system holds it too
      And nothing else has changed

      Examples:
        | label | system    |
        | title | Custompms |
        | title | Trello    |

    @properties.normalised
    Scenario Outline: A <label> that <system> does not keep as it is
      Given both systems know Painting
      When Painting's <label> becomes one that <system> does not keep as it is
      And the sync comes to rest
      Then both systems hold Painting's latest <label>
      And nothing else has changed

      Examples:
        | label | system    |
        | title | Custompms |

    @properties.limits
    Scenario Outline: A <label> that <system> refuses
      Given both systems know Painting
      And both systems know Plumbing
      When Painting's <label> becomes one that <system> refuses
      And Plumbing's <label> is changed in <other>
      And the sync comes to rest
      Then <system> keeps Painting's <label> as it was
      And the sync reports Painting's <label>, once
      And both systems hold Plumbing's latest <label>
      And nothing else has changed

      Examples:
        | label | system    | other  |
        | title | Custompms | Trello |
