-- What customers ask about their data, files of exports while they can be had, and the one way in which the log, the ledger
-- and the tier history lose what tells who somebody was.

alter table laurel.customer
  add column stopped_at    timestamptz,
  add column legal_hold_at timestamptz,
  add column forgotten_at  timestamptz;

create table laurel.privacy_request (
  customer_id     uuid        not null,
  id              uuid        not null,
  kind            text        not null,
  status          text        not null,
  reason          text,
  note            text,
  identity_method text,
  identity_by     text,
  requested_at    timestamptz not null,
  requested_by    text        not null,
  completed_at    timestamptz,
  format          text,
  expires_at      timestamptz,
  downloads       integer     not null,
  constraint privacy_request_pkey primary key (customer_id, id),
  constraint privacy_request_kind check (kind in ('export', 'forget', 'stop', 'resume', 'legal_hold', 'lift_hold')),
  constraint privacy_request_status check (status in ('in_progress', 'completed'))
);
create index privacy_request_id on laurel.privacy_request (id);
create index privacy_request_open on laurel.privacy_request (kind, requested_at) where status = 'in_progress';
select laurel.place('laurel.privacy_request', 'customer_id', 'laurel.customer');

-- A file in pieces, so that neither its writer nor its reader holds it whole, whatever process they are.
create table laurel.privacy_file (
  customer_id uuid        not null,
  request_id  uuid        not null,
  piece       integer     not null,
  bytes       bytea       not null,
  expires_at  timestamptz not null,
  constraint privacy_file_pkey primary key (customer_id, request_id, piece)
);
create index privacy_file_expires on laurel.privacy_file (expires_at);
select laurel.place('laurel.privacy_file', 'customer_id', 'laurel.customer');

-- Who is to be deleted in systems outside. A row goes when all of them were told; nothing in it but our own id, which is
-- the name that we gave the contact there.
create table laurel.privacy_outbound (
  customer_id uuid        not null,
  since       timestamptz not null,
  constraint privacy_outbound_pkey primary key (customer_id)
);
select laurel.place('laurel.privacy_outbound', 'customer_id', 'laurel.customer');

grant select, insert, update, delete on laurel.privacy_request, laurel.privacy_file, laurel.privacy_outbound to laurel_app;

create function laurel.is_id(value text) returns boolean
language sql immutable strict set search_path = pg_catalog, pg_temp as $$
  select value ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
$$;

-- An outcome without words that somebody typed: numbers, dates, ids and the programme's own names stay, all else goes.
create function laurel.outcome_without_words(outcome jsonb) returns jsonb
language sql immutable strict set search_path = pg_catalog, pg_temp as $$
  select jsonb_object_agg(o.key, case
           when jsonb_typeof(o.value) in ('number', 'boolean', 'null') then o.value
           when jsonb_typeof(o.value) = 'string' and (
             o.key in ('kind', 'account', 'source', 'entry', 'rule', 'system', 'from', 'to', 'status', 'action', 'offer',
                       'provider', 'message', 'campaign', 'request', 'list', 'error')
             or o.key = 'reason' and outcome->>'kind' = 'tier'
             or o.key = 'name' and outcome->>'kind' = 'event'
             or laurel.is_id(o.value #>> '{}')
             or o.value #>> '{}' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$'
           ) then o.value
           when jsonb_typeof(o.value) = 'array' then '[]'
           when jsonb_typeof(o.value) = 'object' then '{}'
           else 'null' end)
  from   jsonb_each(outcome) as o
$$;

-- A decision as the books need it: which campaigns gave, what was booked, and how it was refused.
create function laurel.record_without_words(record json) returns json
language sql immutable strict set search_path = pg_catalog, pg_temp as $$
  select (json_build_object(
           'outcomes', coalesce((select json_agg(laurel.outcome_without_words(o.outcome::jsonb) order by o.position)
                                 from   json_array_elements(record->'outcomes') with ordinality as o(outcome, position)),
                                '[]'),
           'trace', coalesce((select json_agg(json_build_array(t.line->0, t.line->1) order by t.position)
                              from   json_array_elements(record->'trace') with ordinality as t(line, position)
                              where  t.line->>1 in ('given', 'control')),
                             '[]'),
           'balances', record->'balances')::jsonb
         || case when record->'refusal' is null then '{}'
                 else jsonb_build_object('refusal', jsonb_build_object('code', record->'refusal'->'code', 'detail', '{}'::jsonb))
            end)::json
$$;

-- The application may not change the log. This function may, for a customer whom the log itself says to be forgotten, and
-- all that it can do is to leave things out: no amount, date, level or id is ever another one afterwards.
create function laurel.forget_log(who uuid) returns bigint
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
  return total + changed;
end
$$;
revoke execute on function laurel.forget_log(uuid) from public;
grant execute on function laurel.forget_log(uuid) to laurel_app;
