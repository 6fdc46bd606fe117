Feature: quillstead-fennworth, patients-to-people: what campaigns have found there

  Example: a copy of the counterpart taken for what a create made that was never sent
    Given both systems know Bean
    When a user copies Bean in Quillstead, and calls the copy Coan
    And a user copies Bean in Fennworth, and calls the copy Dian
    And Fennworth's next answer to a change is a refused connection
    And the sync comes to rest
    Then nothing else has changed
