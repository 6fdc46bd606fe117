Feature: custompms-trello, project-to-actions: what campaigns have found there

  Example: no mix-up of lookalikes of which one was emptied, and the other system wants a value
    When Bean is added to Custompms
    And Coan is added to Custompms, looking exactly like Bean
    And a user empties Bean's name in Custompms
    And the sync comes to rest
    Then nothing else has changed

  Example: an edit after a write that was not sent, once the source came back
    Given both systems know Bean
    When from now on every answer of Trello about Bean is a refused connection
    And a user changes Bean's name in Custompms
    And the sync runs
    And a user changes Bean's name back in Custompms
    And a user changes Bean's name to a value that Custompms does not keep as it is
    And Trello is well again
    And the sync comes to rest
    Then nothing else has changed

  Example: an edit after a write that may have landed, once the source came back
    Given both systems know Bean
    When from now on every answer of Trello about Bean is an internal error
    And a user changes Bean's name in Custompms
    And the sync runs
    And a user changes Bean's name back in Custompms
    And a user changes Bean's name to a value that Custompms does not keep as it is
    And Trello is well again
    And the sync comes to rest
    Then nothing else has changed
