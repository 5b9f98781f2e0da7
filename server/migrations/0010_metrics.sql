-- How customers stand among all others: what the nightly run found. Derived from purchases and written by the run itself;
-- nothing that the engine decides reads it, and the next run writes it anew.

create table laurel.metric_model (
  run_id      uuid        not null constraint metric_model_pkey primary key,
  -- Purchases up to then count.
  as_of       timestamptz not null,
  computed_at timestamptz not null,
  -- Set when every customer has their figures of this run.
  finished_at timestamptz,
  -- How many customers, the fitted parameters, the medians.
  model       jsonb       not null,
  -- Points of the sorted lifetime values and risks, for percentiles; and which items are bought by the same customers.
  ranks       json        not null,
  items       json        not null
);
create index metric_model_as_of on laurel.metric_model (as_of desc, run_id);

-- One row for each customer with a purchase. Amounts are in the smallest unit of the programme's currency.
create table laurel.customer_metric (
  customer_id         uuid             not null constraint customer_metric_pkey primary key,
  run_id              uuid             not null,
  as_of               timestamptz      not null,
  recency_7d          integer,
  frequency_7d        integer          not null,
  monetary_7d         bigint           not null,
  recency_30d         integer,
  frequency_30d       integer          not null,
  monetary_30d        bigint           not null,
  recency_lifetime    integer,
  frequency_lifetime  integer          not null,
  monetary_lifetime   bigint           not null,
  -- Null where no model could be fitted. Percentiles are 0 to 100 among all customers; the risk is 0 to 1.
  lifetime_value      bigint,
  value_percentile    double precision,
  churn_risk          double precision,
  churn_percentile    double precision,
  churn_band          text,
  constraint customer_metric_band check (churn_band in ('low', 'medium', 'high'))
) with (fillfactor = 70);

-- What a customer is likely to buy besides, most probable first: [{item, probability, lift, level}].
create table laurel.customer_affinity (
  customer_id uuid not null constraint customer_affinity_pkey primary key,
  run_id      uuid not null,
  items       json not null
) with (fillfactor = 70);

select laurel.place('laurel.metric_model');
select laurel.place('laurel.customer_metric', 'customer_id', 'laurel.customer');
select laurel.place('laurel.customer_affinity', 'customer_id', 'laurel.customer');

grant select, insert, update, delete on laurel.metric_model, laurel.customer_metric, laurel.customer_affinity to laurel_app;
