-- Who may do what: users with their sessions and second factors, roles and groups, what each has given by hand today, requests
-- that wait for a second person, and the log of every change to all this.

create table laurel.user_account (
  id                 uuid        not null constraint user_account_pkey primary key,
  name               text        not null,
  email              text        not null,
  email_verified     boolean     not null default false,
  image              text,
  two_factor_enabled boolean     not null default false,
  roles              text[]      not null default '{}',
  groups             uuid[]      not null default '{}',
  -- Accounts of their own, on which they may do nothing.
  own_customers      uuid[]      not null default '{}',
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  disabled_at        timestamptz
);
create unique index user_account_email on laurel.user_account (lower(email));
-- Facts and audits name people by their names: two of one name could not be told apart.
create unique index user_account_name on laurel.user_account (lower(name));

create table laurel.user_session (
  id         uuid        not null constraint user_session_pkey primary key,
  user_id    uuid        not null,
  token      text        not null constraint user_session_token unique,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz not null
);
create index user_session_user on laurel.user_session (user_id, created_at);

-- How a user proves who they are: a password (its hash), or an account at an OpenID Connect provider.
create table laurel.user_credential (
  id                       uuid        not null constraint user_credential_pkey primary key,
  user_id                  uuid        not null,
  provider_id              text        not null,
  account_id               text        not null,
  password                 text,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  created_at               timestamptz not null,
  updated_at               timestamptz not null,
  constraint user_credential_account unique (provider_id, account_id)
);
create index user_credential_user on laurel.user_credential (user_id);

-- Invitations, and sign-ins that wait for their second factor.
create table laurel.user_verification (
  id         uuid        not null constraint user_verification_pkey primary key,
  identifier text        not null,
  value      text        not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index user_verification_identifier on laurel.user_verification (identifier);

create table laurel.user_two_factor (
  id                        uuid    not null constraint user_two_factor_pkey primary key,
  user_id                   uuid    not null,
  secret                    text    not null,
  backup_codes              text    not null,
  verified                  boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until              timestamptz
);
create index user_two_factor_user on laurel.user_two_factor (user_id);

-- Failed sign-ins by the hash of the address, whether somebody has it or not: a lock tells a stranger nothing.
create table laurel.sign_in_attempt (
  email_hash   bytea       not null constraint sign_in_attempt_pkey primary key,
  failed       integer     not null,
  locked_until timestamptz,
  updated_at   timestamptz not null
);
create index sign_in_attempt_updated on laurel.sign_in_attempt (updated_at);

-- Roles of the installation's own. A built-in role has a row only where its limits were changed.
create table laurel.role (
  name        text        not null constraint role_pkey primary key,
  title       text        not null,
  permissions jsonb       not null,
  limits      jsonb       not null,
  updated_at  timestamptz not null
);

create table laurel.user_group (
  id         uuid        not null constraint user_group_pkey primary key,
  name       text        not null,
  roles      text[]      not null,
  updated_at timestamptz not null
);
create unique index user_group_name on laurel.user_group (lower(name));

alter table laurel.api_key add column limits jsonb not null default '[]';

-- What a user or an API key has given by hand on a day, locked by the batch that gives more.
create table laurel.goodwill_use (
  subject uuid   not null,
  day     date   not null,
  action  text   not null,
  used    bigint not null,
  constraint goodwill_use_pkey primary key (subject, day, action),
  constraint goodwill_use_used check (used >= 0)
) with (fillfactor = 50);

-- Requests above a limit. The id is that of the fact that was refused for it.
create table laurel.approval (
  customer_id     uuid        not null,
  id              uuid        not null,
  body            jsonb       not null,
  reason          jsonb       not null,
  requested_kind  text        not null,
  requested_by    text        not null,
  requested_by_id uuid        not null,
  requested_at    timestamptz not null,
  expires_at      timestamptz not null,
  status          text        not null,
  decided_by      text,
  decided_by_id   uuid,
  decided_at      timestamptz,
  note            text,
  -- The fact that an approval became; null with `approved`: it is being decided.
  fact_id         uuid,
  refusal         text,
  constraint approval_pkey primary key (customer_id, id),
  constraint approval_status check (status in ('open', 'approved', 'rejected'))
);
create index approval_id on laurel.approval (id);
create index approval_open on laurel.approval (id) where status = 'open';

-- A log: who changed what of users, roles, groups, keys and requests, and who signed in.
create table laurel.access_audit (
  id          uuid        not null constraint access_audit_pkey primary key,
  at          timestamptz not null,
  actor_kind  text        not null,
  actor_name  text        not null,
  actor_id    uuid,
  action      text        not null,
  target_kind text        not null,
  target_id   text        not null,
  target_name text        not null,
  detail      jsonb       not null
);
create index access_audit_at on laurel.access_audit (at, id);

select laurel.place('laurel.approval', 'customer_id', 'laurel.customer');

grant select on all tables in schema laurel to laurel_app;
grant insert, update, delete on
  laurel.user_account, laurel.user_session, laurel.user_credential, laurel.user_verification, laurel.user_two_factor,
  laurel.sign_in_attempt, laurel.role, laurel.user_group, laurel.goodwill_use, laurel.approval
  to laurel_app;
grant insert on laurel.access_audit to laurel_app;
