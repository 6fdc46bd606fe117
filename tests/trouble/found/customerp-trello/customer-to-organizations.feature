Feature: customerp-trello, customer-to-organizations: what campaigns have found there

  Example: a clock that is behind does not go back behind the ids that are there
    Given the whole document is synchronized
    And Trello's clock is 5 minutes behind
    When Bean is added to Customerp
    And Trello's next answer to a change is lost
    And the sync comes to rest
    Then nothing else has changed

  Example: a look-alike whose refused name was reported at its counterpart
    Given the whole document is synchronized
    And Bean is added to Customerp
    When the sync restarts
    And Coan is added to Customerp, looking exactly like Bean
    And a user changes Bean's name to a value that Trello refuses
    And the sync comes to rest
    And a user changes Coan's name to a value that Trello refuses
    Given both systems know Dian, with accents and an emoji in a long name
    When a user changes Dian's name in Trello in spaces only
    And 1101 minutes pass
    And a user copies Coan in Customerp, and calls the copy Elan
    Given both systems know Faan, with accents and an emoji in a long name
    When a user changes Faan's name in Customerp in its last character only
    And a user changes all that is not synchronized of Bean in Customerp
    And the sync comes to rest
    Then nothing else has changed

  Example: an edit after a write that was refused for the credentials, once the source came back
    When Coan is added to Customerp
    And the sync runs
    And Trello's next answer to a change refuses the credentials
    And a user changes Coan's description in Customerp
    And the sync runs
    And a user changes Coan's description back in Customerp
    And a user changes Coan's description to a value that Customerp does not keep as it is
    And the sync comes to rest
    Then nothing else has changed
