Feature: custompms-trello, customer-to-organizations: what campaigns have found there

  Example: a lost edit after a lost answer and a refused connection
    When Bean is added to Custompms
    And the sync runs
    And Custompms's next answer to a change is lost
    And a user changes Bean's name in Trello
    And Custompms's next answer to a change is a refused connection
    And the sync runs
    And a user changes Bean's name in Trello
    And the sync comes to rest
    Then nothing else has changed

  Example: a double after a lost answer and a list that came empty once
    When Trello's next answer to a read is an empty list
    And Bean is added to Custompms
    And Trello's next answer to a change is lost
    And the sync comes to rest
    Then nothing else has changed

  Example: no echo after a pass that was given up and a pass with an empty list
    When Custompms's next answer to a read refuses the credentials
    And Custompms's next answer to a read is an empty list
    And Bean is added to Custompms
    And the sync comes to rest
    Then nothing else has changed

  Example: an edit taken back for a read that is late, since an earlier write had the same number
    Given the whole document is synchronized
    And both systems know Bean
    When a user changes Bean's description in Custompms
    Given a user copies Bean in Custompms, and calls the copy Coan just before request 10 is answered
    When the sync comes to rest
    And a user changes Coan's description in Trello
    And Custompms's next answer to a read is from before the sync's own last change
    And the sync comes to rest
    Then nothing else has changed

  Example: a refused value that came back before any list showed the other one
    Given Bean is added to Custompms
    When a user changes Bean's name to a value that Trello refuses
    And a user changes Bean's name in Custompms, which no list shows yet
    And the sync runs
    And the lists of Custompms show everything
    And a user changes Bean's name to a value that Trello refuses
    And the sync comes to rest
    Then nothing else has changed
