-- Forgetting knows the words of orders in decisions.

create or replace function laurel.outcome_without_words(outcome jsonb) returns jsonb
language sql immutable strict set search_path = pg_catalog, pg_temp as $$
  select jsonb_object_agg(o.key, case
           when jsonb_typeof(o.value) in ('number', 'boolean', 'null') then o.value
           when jsonb_typeof(o.value) = 'string' and (
             o.key in ('kind', 'account', 'source', 'entry', 'rule', 'system', 'from', 'to', 'status', 'action', 'offer',
                       'provider', 'message', 'campaign', 'request', 'list', 'error', 'activity', 'currency',
                       'direction')
             or o.key = 'reason' and outcome->>'kind' = 'tier'
             or o.key in ('store', 'item', 'delivery') and outcome->>'kind' = 'order'
             or o.key = 'type' and outcome->>'kind' = 'card'
             or o.key = 'name' and outcome->>'kind' = 'event'
             or laurel.is_id(o.value #>> '{}')
             or o.value #>> '{}' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$'
           ) then o.value
           when jsonb_typeof(o.value) = 'array' then '[]'
           when jsonb_typeof(o.value) = 'object' then '{}'
           else 'null' end)
  from   jsonb_each(outcome) as o
$$;
