-- grain: one row; what tells these tables from all others that this process has opened
select token from opening
