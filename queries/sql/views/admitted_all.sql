-- what: all rows, where no organisation, leader or word was asked for.
admitted as (select held.* from held)
