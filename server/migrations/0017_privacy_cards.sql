-- Forgetting knows the history of cards, and their words in decisions.

create or replace function laurel.outcome_without_words(outcome jsonb) returns jsonb
language sql immutable strict set search_path = pg_catalog, pg_temp as $$
  select jsonb_object_agg(o.key, case
           when jsonb_typeof(o.value) in ('number', 'boolean', 'null') then o.value
           when jsonb_typeof(o.value) = 'string' and (
             o.key in ('kind', 'account', 'source', 'entry', 'rule', 'system', 'from', 'to', 'status', 'action', 'offer',
                       'provider', 'message', 'campaign', 'request', 'list', 'error', 'activity', 'currency',
                       'direction')
             or o.key = 'reason' and outcome->>'kind' = 'tier'
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

create or replace function laurel.forget_log(who uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  own_types constant text[] := array[
    'Expiration', 'Inactivity', 'Roll Over', 'Import', 'Manual Point Adjustment', 'Reversal', 'Deposit', 'Spend', 'Hold',
    'Transfer', 'Event', 'Campaign', 'Tier Entrance', 'Account Merge', 'Account Un-merge'];
  own_references constant text[] := array['Reversal', 'Account Merge', 'Account Un-merge'];
  changed bigint;
  total   bigint := 0;
begin
  if not exists (select from laurel.fact f
                 where  f.customer_id = who and f.kind = 'customer.forget' and not f.is_refused) then
    raise exception 'customer % was not forgotten', who using errcode = '42501';
  end if;
  -- Whether somebody was a test persona decides what figures count, so that alone stays of a change of the profile.
  -- The answer to the request itself is given again under its key.
  update laurel.fact f
  set    body = case when f.kind = 'customer.save' and f.body->'patch' ? 'testPersona'
                     then jsonb_build_object('forgotten', true,
                                             'patch', jsonb_build_object('testPersona', f.body->'patch'->'testPersona')) end,
         body_hash = case when f.kind = 'customer.forget' then f.body_hash end,
         record = laurel.record_without_words(f.record)
  where  f.customer_id = who and f.body is not null and not f.body ? 'forgotten';
  get diagnostics changed = row_count;
  total := total + changed;
  -- What a caller calls a movement, and what they refer to, is theirs; what the engine refers to is an id of ours.
  update laurel.point_entry e
  set    reference_type = case when e.reference_type = any(own_types) then e.reference_type else 'Forgotten' end,
         reference_id = case when laurel.is_id(e.reference_id) and e.reference_type = any(own_references) then e.reference_id
                             when e.reference_type = 'Import' then split_part(e.reference_id, '#', 1) || '#' end,
         transaction_id = null
  where  e.customer_id = who
    and  (e.transaction_id is not null
          or not e.reference_type = any(own_types || 'Forgotten'::text)
          or e.reference_id is not null
             and not (laurel.is_id(e.reference_id) and e.reference_type = any(own_references))
             and not (e.reference_type = 'Import' and right(e.reference_id, 1) = '#'));
  get diagnostics changed = row_count;
  total := total + changed;
  update laurel.tier_move m
  set    note = case when m.reason = 'imported' then split_part(m.note, '#', 1) || '#' end
  where  m.customer_id = who and m.note is not null and (m.reason <> 'imported' or right(m.note, 1) <> '#');
  get diagnostics changed = row_count;
  total := total + changed;
  update laurel.card_entry c
  set    reason = null, reference = null
  where  c.customer_id = who and (c.reason is not null or c.reference is not null);
  get diagnostics changed = row_count;
  return total + changed;
end
$$;

-- What happened long ago loses its properties where the programme says so, never before a month is over. Which customers are
-- looked at is the caller's; that it happened, when, and what it gave, stays.
create function laurel.forget_events(after uuid, last uuid, before timestamptz, most integer) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed bigint;
begin
  if before > now() - interval '1 month' then
    raise exception 'events of the last month keep their properties' using errcode = '42501';
  end if;
  update laurel.fact f
  set    body = null
  from   (select x.customer_id, x.id
          from   laurel.fact x
          where  x.customer_id > after and x.customer_id <= last and x.kind = 'event' and x.recorded_at < before
            and  x.body is not null
          order  by x.customer_id, x.id
          limit  most) as old
  where  f.customer_id = old.customer_id and f.id = old.id;
  get diagnostics changed = row_count;
  return changed;
end
$$;
revoke execute on function laurel.forget_events(uuid, uuid, timestamptz, integer) from public;
grant execute on function laurel.forget_events(uuid, uuid, timestamptz, integer) to laurel_app;
