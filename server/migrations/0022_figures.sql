-- What happened on each day, counted once when the day is over, for the pages that show a programme as a whole. Derived from
-- the ledger and the log, which stay the truth; days that are counted do not change any more.

create table laurel.figure_day (
  day        date        not null constraint figure_day_pkey primary key,
  -- Where the programme lived that day; a day of a moved programme ends where the next one begins.
  starts_at  timestamptz not null,
  ends_at    timestamptz not null,
  counted_at timestamptz not null
);
create index figure_day_ends on laurel.figure_day (ends_at);

create table laurel.figure (
  day     date   not null,
  -- points.issued, members.new, …
  name    text   not null,
  -- The account, or the tier system and level; empty where there is none.
  subject text   not null,
  value   bigint not null,
  constraint figure_pkey primary key (name, day, subject)
);

-- Rows come in the order of time, so that ranges of pages tell which of them are of a day. Next to nothing to keep up.
create index point_entry_recorded on laurel.point_entry using brin (recorded_at) with (pages_per_range = 32, autosummarize = on);
create index fact_recorded on laurel.fact using brin (recorded_at) with (pages_per_range = 32, autosummarize = on);
create index tier_move_recorded on laurel.tier_move using brin (recorded_at) with (pages_per_range = 32, autosummarize = on);
create index delivery_at on laurel.delivery using brin (at) with (pages_per_range = 32, autosummarize = on);
create index user_offer_issued on laurel.user_offer using brin (issued_at) with (pages_per_range = 32, autosummarize = on);
create index user_offer_redeemed on laurel.user_offer using brin (redeemed_at) with (pages_per_range = 32, autosummarize = on);

-- Facts that were refused and wait for a person; hardly ever any.
create index rejected_fact_open on laurel.rejected_fact (recorded_at) where replayed_at is null;

grant select, insert, update, delete on laurel.figure_day, laurel.figure to laurel_app;
