Feature: custompms-trello, task-to-actions: what campaigns have found there

  Example: no mix-up of lookalikes of which one was changed and changed back in another section
    When Bean is added to Custompms
    And Coan is added to Custompms, looking exactly like Bean
    And the sync runs
    And a user changes Coan's title in Trello
    And the sync comes to rest
    And a user changes Coan's title back in Trello
    And the sync comes to rest
    Then nothing else has changed
