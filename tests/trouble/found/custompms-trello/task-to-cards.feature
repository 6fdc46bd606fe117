Feature: custompms-trello, task-to-cards: what campaigns have found there

  Example: two look-alikes that are told apart by what another section's partner gave to one of them
    Given Bean is added to Custompms
    And Bean is removed from Custompms just before request 1 is answered
    When a user copies Bean in Custompms, and calls the copy Coan
    And a user copies Coan in Custompms, and calls the copy Dian
    And the sync runs
    And a user changes Dian's title alike in both systems
    And the sync comes to rest
    Then nothing else has changed

  Example: a refused value that users put back where an older edit is carried
    Given Bean is added to Custompms
    When the sync comes to rest
    And a user changes Bean's title to a value that Custompms refuses
    And the sync comes to rest
    And a user changes Bean's title alike in both systems
    And a user changes Bean's title to a value that Custompms refuses
    And the sync comes to rest
    Then nothing else has changed

  Example: an edit by a clock behind, after a write had made the records of two sections equal
    Given Trello's clock is 5 minutes behind
    And Bean is added to Custompms
    When the sync runs
    And a user changes Bean's title alike in both systems
    Given a user changes Bean's title in Trello just before request 4 is answered
    When the sync comes to rest
    Then nothing else has changed

  Example: a card on another board, whose log ends before the sync's writes, and a crash
    Given both systems know Bean
    When a user changes Bean's due in Trello
    And a user changes Bean's notes in Custompms
    And a user changes Bean's title alike in both systems
    And a user moves Bean to another board in Trello
    And a user changes Bean's title to a value that Custompms refuses
    Given the sync is killed before request 9 takes effect
    When the sync comes to rest
    Then nothing else has changed

  Example: a card on another board whose date was changed back
    Given both systems know Bean
    When a user moves Bean to another board in Trello
    And a user changes Bean's due in Custompms
    And the sync runs
    And a user changes Bean's due back in Custompms
    And the sync comes to rest
    Then nothing else has changed

  Example: a note that users put back where no list had shown the other one
    Given Bean is added to Custompms
    When a user changes Bean's notes in Custompms, which no list shows yet
    And the sync runs
    And the lists of Custompms show everything
    And a user changes Bean's notes in Trello
    And a user changes Bean's notes back in Trello
    And the sync comes to rest
    Then nothing else has changed

  Example: look-alikes with two sections, in a document that has two sections for that target
    Given the whole document is synchronized
    And Bean is added to Custompms
    When Coan is added to Custompms, looking exactly like Bean
    And the sync runs
    Given the answer to request 1 is a refused connection
    When a user changes Coan's title in Trello
    And the sync runs
    And a user changes Coan's title back in Trello
    And the sync comes to rest
    Then nothing else has changed
