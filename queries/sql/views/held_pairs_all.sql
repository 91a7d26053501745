-- what: article x dyad, where no side was asked for: each country stands on both.
held as (
    select pairs.*, true as is_one_a, true as is_one_b, true as is_other_a, true as is_other_b from pairs
)
