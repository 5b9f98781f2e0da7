// Generated from openapi.json by `npx laurel generate`: types of the contract, and where each operation is. Do not edit.

export interface paths {
    readonly "/auth/invitation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Set a password with the token of an invitation; all sessions of the user end */
        readonly post: operations["acceptInvitation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/oidc": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Where to send the browser to sign in at the identity provider */
        readonly post: operations["signInWithOidc"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/password": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Change the own password; all other sessions end */
        readonly post: operations["changePassword"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/second-factor": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Begin with a second factor; it is on once a first code was sent to /auth/second-factor/verify */
        readonly post: operations["beginSecondFactor"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/second-factor/backup-codes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** New backup codes; the old ones no longer work */
        readonly post: operations["makeBackupCodes"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/second-factor/disable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Do without a second factor */
        readonly post: operations["disableSecondFactor"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/second-factor/verify": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send the code of the authenticator, or a backup code: finishes a sign-in, or switches the second factor on */
        readonly post: operations["verifySecondFactor"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/sign-in": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Sign in with e-mail address and password; the session is a cookie */
        readonly post: operations["signIn"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/sign-out": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End this session */
        readonly post: operations["signOut"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether this server takes facts */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/problems/{code}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What an error code means */
        readonly get: operations["getProblem"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/access-audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who changed what of access, and who signed in; newest first */
        readonly get: operations["listAccessAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/activity/types": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The types of rows that the activity log has */
        readonly get: operations["listActivityTypes"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/analytics/overview": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Members, points, levels, offers and messages, day by day */
        readonly get: operations["getOverview"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/analytics/points": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Points issued, used, expired and outstanding, by month and account, newest first */
        readonly get: operations["listPointsByMonth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/analytics/points.csv": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Points by day and account as a CSV file */
        readonly get: operations["exportPointsByDay"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/api-keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All keys, revoked ones included */
        readonly get: operations["listApiKeys"];
        readonly put?: never;
        /** Make a key; the secret is in this answer only */
        readonly post: operations["createApiKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/api-keys/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Revoke a key; refused everywhere within five seconds */
        readonly delete: operations["revokeApiKey"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/approvals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Requests above a limit, newest first */
        readonly get: operations["listApprovals"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/approvals/{approval}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One request */
        readonly get: operations["getApproval"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/approvals/{approval}/approve": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Agree: the fact is decided now, with both names on it */
        readonly post: operations["approveRequest"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/approvals/{approval}/reject": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Refuse: nothing is given */
        readonly post: operations["rejectRequest"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/attention": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What needs a person, as far as the caller may look into it */
        readonly get: operations["listAttention"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/audiences": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The audiences that the programme names */
        readonly get: operations["listAudiences"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/audiences/{audience}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How many customers an audience has, and some of them */
        readonly get: operations["getAudience"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/audiences/preview": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** The same for an expression that nobody has published */
        readonly post: operations["previewAudience"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/audit-feed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How far the support system was told of the account audit log */
        readonly get: operations["getAuditFeed"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/audit/types": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The types of rows that the account audit log has */
        readonly get: operations["listAuditTypes"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/campaigns": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All campaigns of the programme, by priority */
        readonly get: operations["listCampaigns"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/campaigns/{campaign}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One campaign, with its definition */
        readonly get: operations["getCampaign"];
        /** Write a campaign: a new one, or another definition of one that is there */
        readonly put: operations["putCampaign"];
        readonly post?: never;
        /** Take a campaign out of the programme; what it gave stays */
        readonly delete: operations["deleteCampaign"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/campaigns/{campaign}/approve": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Let a campaign under review go live; with another key than the one that submitted it */
        readonly post: operations["approveCampaign"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/campaigns/{campaign}/end": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End for good */
        readonly post: operations["endCampaign"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/campaigns/{campaign}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Give nothing until resumed, at once and everywhere */
        readonly post: operations["pauseCampaign"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/campaigns/{campaign}/results": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a campaign gave, in all and day by day */
        readonly get: operations["getCampaignResults"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/campaigns/{campaign}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Go on with a paused campaign */
        readonly post: operations["resumeCampaign"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/campaigns/{campaign}/submit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Hand in a draft: for review where approval is asked for, else it goes live by its dates */
        readonly post: operations["submitCampaign"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/campaigns/check": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A campaign that nobody has published in one sentence, with what is wrong with it and who it is for */
        readonly post: operations["checkCampaign"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/campaigns/trial": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What a campaign that is not live would have given in the last days, decided on what customers did */
        readonly post: operations["tryCampaignOnBase"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/campaigns/try": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What a campaign that is not live would do for one customer now, and why */
        readonly post: operations["tryCampaignOnCustomer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/card-types": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The kinds of cards that the programme has */
        readonly get: operations["listCardTypes"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customer-changes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Tag, untag or send up to 1000 customers, each answered on its own */
        readonly post: operations["changeCustomers"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customer-changes/runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Tag, untag or send all customers that a search finds, in the background */
        readonly post: operations["startCustomerChange"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customer-changes/runs/{run}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How far a change of many customers is */
        readonly get: operations["getCustomerChange"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customer-changes/runs/{run}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Stop a change of many customers; what was changed stays changed */
        readonly post: operations["cancelCustomerChange"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Search customers; all of them by when they joined, without a condition */
        readonly get: operations["searchCustomers"];
        /** Create the customer with this identifier, or update them */
        readonly put: operations["upsertCustomer"];
        /** Create a customer */
        readonly post: operations["createCustomer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One customer, with balances and tiers on request */
        readonly get: operations["getCustomer"];
        readonly put?: never;
        readonly post?: never;
        /** Deactivate a customer; can be restored for 30 days */
        readonly delete: operations["deleteCustomer"];
        readonly options?: never;
        readonly head?: never;
        /** Change a customer */
        readonly patch: operations["updateCustomer"];
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/activity": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The activity log of a customer, newest first
         * @description A page may hold fewer rows than asked for, even none, while `next` is not null: then there is more to look through.
         */
        readonly get: operations["listActivity"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/activity/{row}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One row of the activity log in full */
        readonly get: operations["getActivity"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/activity/stream": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * New rows of the activity log as they come (text/event-stream)
         * @description Each event has the id of its row and the row as JSON. The stream ends after 15 minutes; connect again with Last-Event-ID.
         */
        readonly get: operations["streamActivity"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/adjustments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Add or deduct points by hand, with a reason */
        readonly post: operations["adjustPoints"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The account audit log of a customer, newest first
         * @description A page may hold fewer rows than asked for, even none, while `next` is not null: then there is more to look through.
         */
        readonly get: operations["listAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/audit/{row}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One row of the account audit log in full */
        readonly get: operations["getAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/balances": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Balances per account, now or as of a past instant */
        readonly get: operations["getBalances"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/campaigns": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Campaigns that concern a customer: eligible, in progress, completed */
        readonly get: operations["listCampaignsOfCustomer"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/campaigns/{campaign}/complete": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Close a campaign for a customer by an agent; nothing is given */
        readonly post: operations["completeCampaign"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/campaigns/{campaign}/opt-in": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Opt a customer in to a campaign; twice changes nothing */
        readonly post: operations["optInToCampaign"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/cards": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A customer's cards, newest first, with what may be done with each */
        readonly get: operations["listCards"];
        readonly put?: never;
        /** Register a card with a customer */
        readonly post: operations["registerCard"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/cards/{card}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One card */
        readonly get: operations["getCard"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Name a card */
        readonly patch: operations["updateCard"];
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/cards/{card}/adjust": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Add money to a card or take some off */
        readonly post: operations["adjustCard"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/cards/{card}/confirm-stolen": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Confirm that a card was stolen */
        readonly post: operations["confirmCardStolen"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/cards/{card}/expire": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Expire a card for good, with what is left on it */
        readonly post: operations["expireCard"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/cards/{card}/found": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Report that a card was found */
        readonly post: operations["reportCardFound"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/cards/{card}/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The changes of a card's balance, newest first */
        readonly get: operations["listCardHistory"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/cards/{card}/remove": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Remove a card from the account; its number is free again, and its money is on it when it comes back */
        readonly post: operations["removeCard"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/cards/{card}/report": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Report a card as lost or stolen */
        readonly post: operations["reportCard"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/cards/{card}/transfer": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Empty a card into another one of the same customer and currency */
        readonly post: operations["transferCard"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/decisions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Everything that was decided for a customer */
        readonly get: operations["listDecisions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/decisions/{decision}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One decision with its trace */
        readonly get: operations["getDecision"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/decisions/{decision}/explain": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Why each rule matched or did not, in plain sentences */
        readonly get: operations["explainDecision"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/deposits": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Deposit points */
        readonly post: operations["depositPoints"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/explain": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What this event would do now, and why; nothing is recorded */
        readonly post: operations["explainEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/external-accounts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Accounts in other systems that are linked, and when each was synchronised */
        readonly get: operations["listExternalAccounts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/external-accounts/{system}/look-up": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Fetch the account by its id and show both sides; nothing is changed */
        readonly post: operations["lookUpExternalAccount"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/external-accounts/{system}/synchronise": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Link the account, and take over its fields, push ours, or neither */
        readonly post: operations["synchroniseExternalAccount"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/header": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who a customer is, with balances and tiers, at a glance */
        readonly get: operations["getCustomerHeader"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/holds": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Holds, newest first */
        readonly get: operations["listHolds"];
        readonly put?: never;
        /** Reserve points until they are captured, released or time is up */
        readonly post: operations["holdPoints"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/holds/{hold}/capture": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Spend what is held, or a part of it; the rest is released */
        readonly post: operations["captureHold"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/holds/{hold}/release": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Let go of what is held */
        readonly post: operations["releaseHold"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/identifiers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Identifiers of a customer, newest first */
        readonly get: operations["listIdentifiers"];
        readonly put?: never;
        /** Add an identifier */
        readonly post: operations["addIdentifier"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/identifiers/{identifier}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Remove an identifier; its value is free for others */
        readonly delete: operations["removeIdentifier"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/merge": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Merge another customer into this one; can be taken back for 30 days */
        readonly post: operations["mergeCustomer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/merge/preview": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Both customers side by side, and what merging them would do; nothing is changed */
        readonly post: operations["previewMerge"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/merges": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Customers that were merged into this one, the newest first */
        readonly get: operations["listMerges"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/messages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A customer's messages, newest first */
        readonly get: operations["listMessagesOfCustomer"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lifetime value, risk of churn, recency, frequency and spending beside the medians, and affinities */
        readonly get: operations["getCustomerMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/notes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Notes on a customer, newest first */
        readonly get: operations["listNotes"];
        readonly put?: never;
        /** Add a note; its id stands in the outcome */
        readonly post: operations["addNote"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/notes/{note}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Change what a note says */
        readonly put: operations["editNote"];
        readonly post?: never;
        /** Take a note away; its history stays */
        readonly delete: operations["removeNote"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/notes/{note}/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a note said before, who changed it and when; oldest first */
        readonly get: operations["getNoteHistory"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/offer-exclusions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Offers that agents excluded the customer from, lifted ones too, newest first */
        readonly get: operations["listOfferExclusions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/offer-exclusions/{offer}/lift": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End an exclusion: the customer can be given the offer again */
        readonly post: operations["liftOfferExclusion"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/offers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A customer's wallet, newest first */
        readonly get: operations["listOffersOfCustomer"];
        readonly put?: never;
        /** Give an offer by hand */
        readonly post: operations["issueOffer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/offers/{user_offer}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One offer of a wallet */
        readonly get: operations["getOfferOfCustomer"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Change the redemption dates of an offer, also of an expired one, or the data kept with it */
        readonly patch: operations["changeOfferOfCustomer"];
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/offers/{user_offer}/code": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A short-lived code by which the point of sale finds the offer; it replaces the one before */
        readonly post: operations["createOfferCode"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/offers/{user_offer}/lock": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Keep an offer for a basket and tell its discount; the same transaction may lock it anew */
        readonly post: operations["lockOffer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/offers/{user_offer}/redeem": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Redeem an offer: by hand, or for a basket, whose discount is told */
        readonly post: operations["redeemOffer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/offers/{user_offer}/reinstate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Return a redeemed offer to the wallet; past its date it expires there, unless it is given another */
        readonly post: operations["reinstateOffer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/offers/{user_offer}/revoke": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take an offer back; it goes into stock again */
        readonly post: operations["revokeOffer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/offers/{user_offer}/unlock": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take a lock away, whichever transaction it is for */
        readonly post: operations["unlockOffer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/offers/available": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Live offers: which can be issued to the customer now, and why others cannot */
        readonly get: operations["listAvailableOffers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/orders": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a customer bought with points, newest first */
        readonly get: operations["listOrders"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/orders/{order}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One order */
        readonly get: operations["getOrder"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Tell how far a delivery is; what is sent counts as redeemed */
        readonly patch: operations["updateOrder"];
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/orders/{order}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Cancel an order: its points come back, its offers leave the wallet, its stock is as it was */
        readonly post: operations["cancelOrder"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/points": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The point audit log: every movement */
        readonly get: operations["listPoints"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/privacy": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether a customer is processed, held or forgotten, and what was held back */
        readonly get: operations["getPrivacyState"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/privacy/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Make a copy of everything that is held on a customer */
        readonly post: operations["requestExport"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/privacy/exports/{request}/file": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The file of an export, as long as it can be had; each download is recorded */
        readonly get: operations["downloadExport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/privacy/forget": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Erase everything that tells who a customer is; this cannot be undone */
        readonly post: operations["forgetCustomer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/privacy/legal-hold": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Forbid to forget a customer */
        readonly post: operations["setLegalHold"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/privacy/legal-hold/lift": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Allow to forget a customer again */
        readonly post: operations["liftLegalHold"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/privacy/requests": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a customer asked about their data, newest first */
        readonly get: operations["listCustomerPrivacyRequests"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/privacy/requests/{request}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One request and how far it is */
        readonly get: operations["getPrivacyRequest"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/privacy/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Process a customer again */
        readonly post: operations["resumeProcessing"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/privacy/stop": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Stop processing a customer */
        readonly post: operations["stopProcessing"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/promo-codes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Codes that a customer was assigned, has claimed, or tried in vain, newest first */
        readonly get: operations["listPromoCodesOfCustomer"];
        readonly put?: never;
        /**
         * Claim a promo code
         * @description A try that fails is answered as a problem, is kept with its error, and may count towards a lockout.
         */
        readonly post: operations["claimPromoCode"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/promo-codes/assign": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Give a customer a code of a list, which nobody else can claim then */
        readonly post: operations["assignPromoCode"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/promo-lockout": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether a customer is locked out from promo codes, and how many may still be claimed */
        readonly get: operations["getPromoLockout"];
        readonly put?: never;
        readonly post?: never;
        /** Let a customer claim promo codes again, and forget the bad tries */
        readonly delete: operations["resetPromoLockout"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Bring a deleted customer back, by id: the identifiers were freed */
        readonly post: operations["restoreCustomer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/reversals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take back what a deposit or spend booked, wholly or in part */
        readonly post: operations["reversePoints"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/reward-stores": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a customer can buy with points now, and why other things cannot be bought */
        readonly get: operations["listRewardStoresOfCustomer"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/reward-stores/{store}/purchases": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Buy a reward: the points are spent and the offer is given, or neither */
        readonly post: operations["purchaseReward"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/spends": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Spend points, those that expire first first */
        readonly post: operations["spendPoints"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/sync": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How a customer stands on each platform: sent when, with what result, or why not */
        readonly get: operations["getCustomerSync"];
        readonly put?: never;
        /** Send a customer to a platform again, whether anything has changed or not */
        readonly post: operations["pushCustomer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/tags": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tags of a customer with their counts */
        readonly get: operations["listTags"];
        readonly put?: never;
        /** Add tags; a tag that is there already is counted up */
        readonly post: operations["addTags"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/tags/{tag}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Remove a tag */
        readonly delete: operations["removeTag"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/tags/{tag}/reset": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Set the count of a tag back */
        readonly post: operations["resetTag"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/tickets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tickets of a customer, those that changed last first */
        readonly get: operations["listTickets"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/tiers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Level and progress in every tier system */
        readonly get: operations["getTiers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/tiers/{system}/entries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The entries that count towards a level, newest first */
        readonly get: operations["listTierEntries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/tiers/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Every move, newest first */
        readonly get: operations["listTierMoves"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/tiers/moves": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Move a customer to a level by hand */
        readonly post: operations["moveTier"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/tiers/qualify": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Judge entrance now */
        readonly post: operations["qualifyTiers"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/transactions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a customer bought, newest first */
        readonly get: operations["listCustomerTransactions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/transactions/{transaction}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One purchase of a customer, with what was sent and what it earned */
        readonly get: operations["getCustomerTransaction"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/transfers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Move points to another account, or to another customer */
        readonly post: operations["transferPoints"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customer}/unmerge": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take a merge back: what is left of what came goes back */
        readonly post: operations["unmergeCustomer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/below-minimum-age": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Customers below the minimum age: a raised one refuses nobody retroactively */
        readonly get: operations["listCustomersBelowMinimumAge"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/count": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How many customers a search finds */
        readonly get: operations["countCustomers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send one event */
        readonly post: operations["sendEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/events/batch": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send up to 1000 events, each answered on its own */
        readonly post: operations["sendEvents"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/groups": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Groups by name */
        readonly get: operations["listGroups"];
        readonly put?: never;
        /** Make a group */
        readonly post: operations["createGroup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/groups/{group}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Change the name and the roles of a group */
        readonly put: operations["changeGroup"];
        readonly post?: never;
        /** Remove a group without members */
        readonly delete: operations["removeGroup"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/imports": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Imports, newest first */
        readonly get: operations["listImports"];
        readonly put?: never;
        /**
         * Import a CSV file
         * @description The body is the file, as `text/csv` in UTF-8. Answered once it is there and its header is understood.
         */
        readonly post: operations["startImport"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/imports/{import}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One import and how far it is */
        readonly get: operations["getImport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/imports/{import}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Stop an import; the rows that came in stay */
        readonly post: operations["cancelImport"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/imports/{import}/rejected": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Rows that could not be taken, and why */
        readonly get: operations["listRejectedRows"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/items": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Items of the catalogue, by id */
        readonly get: operations["listItems"];
        /** Add or replace up to 1000 items */
        readonly put: operations["saveItems"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/items/{item}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One item */
        readonly get: operations["getItem"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who am I, and what may I do */
        readonly get: operations["getMe"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Mark accounts as the own: whoever is signed in may then change nothing there */
        readonly patch: operations["markOwnCustomers"];
        readonly trace?: never;
    };
    readonly "/v1/me/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where I am signed in */
        readonly get: operations["listMySessions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/me/sessions/{session}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** End one of my sessions */
        readonly delete: operations["endMySession"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/messages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Messages, newest first */
        readonly get: operations["listMessages"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/messages/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One message: its variables, and what is sent */
        readonly get: operations["getMessage"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/messages/{id}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Stop a message that waits; one that is under way may arrive all the same */
        readonly post: operations["cancelMessage"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/messages/{id}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The attempts to deliver a message, oldest first */
        readonly get: operations["listDeliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/messages/{id}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send a message again: the same id and bytes, with a new schedule of attempts */
        readonly post: operations["replayMessage"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/messages/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Stop what waits and matches */
        readonly post: operations["cancelMessages"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/messages/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send again what matches, in the bulk lane: dead letters unless another status is named */
        readonly post: operations["replayMessages"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/metrics/model": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The models behind the metrics: parameters, medians, how many customers */
        readonly get: operations["getMetricModel"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/offers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All offers of the programme, and how many were given */
        readonly get: operations["listOffers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/offers/{offer}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Write an offer: a new one, or another definition of one that is there */
        readonly put: operations["putOffer"];
        readonly post?: never;
        /** Take an offer out of the programme; what is in wallets stays */
        readonly delete: operations["deleteOffer"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/privacy/data-map": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What every column holds of a person, and what forgetting does with it */
        readonly get: operations["getDataMap"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/privacy/requests": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What customers asked about their data, newest first */
        readonly get: operations["listPrivacyRequests"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/privacy/retention": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What was kept long enough and would be dropped tonight */
        readonly get: operations["listExpired"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The live programme as one document, as it was written */
        readonly get: operations["getProgramme"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/apply": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Publish a new version */
        readonly post: operations["applyProgramme"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/diff": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What differs between two versions */
        readonly get: operations["diffProgrammeVersions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/draft": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The programme as it is being edited, with what differs from the version that it is based on */
        readonly get: operations["getProgrammeDraft"];
        readonly put?: never;
        readonly post?: never;
        /** Take back everything that the draft changes */
        readonly delete: operations["discardProgrammeDraft"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/draft/approve": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Agree to exactly this draft, as somebody other than who submitted it */
        readonly post: operations["approveProgrammeDraft"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/draft/entries/{section}/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Write one entry of the draft, as it is; what is wrong with it is told, and may be mended later */
        readonly put: operations["putDraftEntry"];
        readonly post?: never;
        /** Take an entry out of the programme with the draft */
        readonly delete: operations["deleteDraftEntry"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/draft/entries/{section}/{name}/discard": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take back what the draft changes of one entry */
        readonly post: operations["discardDraftEntry"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/draft/files": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The files of the draft; of the live version while there is none */
        readonly get: operations["getProgrammeDraftFiles"];
        /** Make these files the draft; they must be readable, and are checked when they are planned */
        readonly put: operations["putProgrammeDraftFiles"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/draft/plan": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What publishing the draft would change and for how many customers, or what is wrong with it */
        readonly post: operations["planProgrammeDraft"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/draft/publish": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Publish exactly this draft as a new version */
        readonly post: operations["publishProgrammeDraft"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/draft/rebase": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Bring the draft up to date with the live version; what both changed is told, and changes nothing */
        readonly post: operations["rebaseProgrammeDraft"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/draft/send-back": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Give a submitted draft back to be edited */
        readonly post: operations["sendBackProgrammeDraft"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/draft/submit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Hand the draft in for approval; any change takes it back */
        readonly post: operations["submitProgrammeDraft"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The files of a version, exactly as they were published */
        readonly get: operations["exportProgramme"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/fields": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What rules and audiences can speak of, with the draft in account */
        readonly get: operations["getRuleFields"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/messages/{message}/preview": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What a message of the live version, or a draft, would look like for a customer; nothing is sent */
        readonly post: operations["previewMessage"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/messages/{message}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send a message once, now; consent, quiet hours and pauses are not asked */
        readonly post: operations["testMessage"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/plan": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What publishing would change; nothing is published */
        readonly post: operations["planProgramme"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/versions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who published what and when, newest first */
        readonly get: operations["listProgrammeVersions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/versions/{version}/plan": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What rolling back to a version would change; nothing is published */
        readonly post: operations["planProgrammeRollBack"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/versions/{version}/roll-back": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Publish the files of a version once more, as a new version */
        readonly post: operations["rollBackProgramme"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/programme/words": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What accounts, sources, reason codes, levels, attributes and tags are called in the live programme */
        readonly get: operations["getProgrammeWords"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/promo-codes/{code}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One code of a single-use or third-party list, however it is typed: whose it is and whether it is claimed */
        readonly get: operations["getPromoCode"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/promo-codes/{code}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Cancel a code that is not claimed yet */
        readonly post: operations["cancelPromoCode"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/promo-lists": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All promo lists of the programme, with their claims */
        readonly get: operations["listPromoLists"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/promo-lists/{list}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One promo list, with its definition and how many codes are in which status */
        readonly get: operations["getPromoList"];
        /** Write a promo list: a new one, or another definition of one that is there */
        readonly put: operations["putPromoList"];
        readonly post?: never;
        /** Take a promo list out of the programme; none of its codes can be claimed any more */
        readonly delete: operations["deletePromoList"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/promo-lists/{list}/codes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Codes of a list, by generation and status */
        readonly get: operations["listPromoCodes"];
        readonly put?: never;
        /**
         * Upload codes of another party
         * @description The body is a CSV file in UTF-8 with a column `code`, or with one column. Codes that are there are left out.
         */
        readonly post: operations["uploadPromoCodes"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/promo-lists/{list}/codes.csv": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Codes of a list as a CSV file */
        readonly get: operations["exportPromoCodes"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/promo-lists/{list}/generations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Batches of codes of a list, newest first */
        readonly get: operations["listPromoGenerations"];
        readonly put?: never;
        /** Make a batch of single-use codes; with an Idempotency-Key, one batch for each key */
        readonly post: operations["generatePromoCodes"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/promo-lists/{list}/generations/{generation}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One batch of codes and how far it is */
        readonly get: operations["getPromoGeneration"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/promo-lists/{list}/generations/{generation}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take a batch back: codes that are not claimed yet cannot be claimed any more */
        readonly post: operations["cancelPromoGeneration"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/providers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All providers: what waits, whether sending works, what is set */
        readonly get: operations["listProviders"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/providers/{provider}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One provider */
        readonly get: operations["getProvider"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/providers/{provider}/access": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Set address, key or secrets; what is left out stays, null clears. Nothing of it is ever answered */
        readonly put: operations["setProviderAccess"];
        readonly post?: never;
        /** Forget what is stored; what settings say stays */
        readonly delete: operations["removeProviderAccess"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/providers/{provider}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send nothing to a provider until resumed; its messages wait. Twice keeps the first reason */
        readonly post: operations["pauseProvider"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/providers/{provider}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Go on sending to a paused provider, within seconds; twice changes nothing */
        readonly post: operations["resumeProvider"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/rejected-facts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Facts that the database refused, newest first */
        readonly get: operations["listRejectedFacts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/rejected-facts/{fact}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send a refused fact again; twice does it once */
        readonly post: operations["replayRejectedFact"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/reward-stores": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All reward stores of the programme, with what they sell */
        readonly get: operations["listRewardStores"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/reward-stores/{store}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Write a reward store: a new one, or another definition of one that is there */
        readonly put: operations["putRewardStore"];
        readonly post?: never;
        /** Take a reward store out of the programme; orders stay */
        readonly delete: operations["deleteRewardStore"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/roles": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Roles, built-in ones first, and what a role can allow */
        readonly get: operations["listRoles"];
        readonly put?: never;
        /** Make a role */
        readonly post: operations["createRole"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/roles/{role}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Remove a role that nobody holds */
        readonly delete: operations["removeRole"];
        readonly options?: never;
        readonly head?: never;
        /** Change a role; of a built-in one the limits */
        readonly patch: operations["changeRole"];
        readonly trace?: never;
    };
    readonly "/v1/runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Runs, newest first */
        readonly get: operations["listRuns"];
        readonly put?: never;
        /** Start a run */
        readonly post: operations["startRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One run and how far it is */
        readonly get: operations["getRun"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Stop a run; what it decided stays */
        readonly post: operations["cancelRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/setup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether the first administrator is still to be made, and how one may sign in */
        readonly get: operations["getSetup"];
        readonly put?: never;
        /** Make the first administrator, with the token that the start printed */
        readonly post: operations["setUp"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/stores": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Stores, by id */
        readonly get: operations["listStores"];
        /** Add or rename up to 1000 stores */
        readonly put: operations["saveStores"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connections": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All connections to customer-data platforms */
        readonly get: operations["listSyncConnections"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connections/{connection}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One connection */
        readonly get: operations["getSyncConnection"];
        /** Make a connection, or change its options; what is left out stays as it is */
        readonly put: operations["putSyncConnection"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connections/{connection}/access": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Set address, key or secrets; what is left out stays, null clears. Nothing of it is ever answered */
        readonly put: operations["setSyncAccess"];
        readonly post?: never;
        /** Forget what is stored; what settings say stays */
        readonly delete: operations["removeSyncAccess"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connections/{connection}/backfill": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send everybody, in the background and after what happens meanwhile */
        readonly post: operations["startSyncBackfill"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connections/{connection}/check": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Ask the platform whether the key is right and may do what is needed; nothing is changed */
        readonly post: operations["checkSyncConnection"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connections/{connection}/customers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Customers that the platform knows or was to know, with the last result; by id */
        readonly get: operations["listSyncedCustomers"];
        readonly put?: never;
        /** Send, tag or untag up to 1000 customers there, each answered on its own */
        readonly post: operations["actOnSyncedCustomers"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connections/{connection}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Events that could not be delivered as they came, with the reason; the oldest first */
        readonly get: operations["listSetAsideEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connections/{connection}/events/{event}/retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Try an event that was set aside again; it keeps its id */
        readonly post: operations["retrySetAsideEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connections/{connection}/mapping": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where each field goes, and what the connector does by itself */
        readonly get: operations["getSyncMapping"];
        /** Rename, disable, retype or transform fields; those that are left out stay. What a platform in use lacks is made there */
        readonly put: operations["changeSyncMapping"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connections/{connection}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send nothing until resumed; what happens meanwhile is sent afterwards. Twice keeps the first reason */
        readonly post: operations["pauseSync"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connections/{connection}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Go on where it was paused, within seconds; twice changes nothing */
        readonly post: operations["resumeSync"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connections/{connection}/setup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What the platform has of what is needed, what would be made, and what stands in the way */
        readonly get: operations["planSyncSetup"];
        readonly put?: never;
        /** Make what is missing there and start sending; with a conflict nothing is made */
        readonly post: operations["applySyncSetup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connections/{connection}/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How far each lane is, how customers stand, and what was set aside */
        readonly get: operations["getSyncStatus"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/connectors": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The platforms that members can be sent to, with what each needs and how much it takes */
        readonly get: operations["listSyncConnectors"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The events that a customer-data platform is told, with their properties */
        readonly get: operations["listSyncEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sync/fields": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All that a customer-data platform can be told of a member */
        readonly get: operations["listSyncFields"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tags/batch": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Add up to 1000 tags, each answered on its own */
        readonly post: operations["addTagsToMany"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tickets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Tell of a ticket, new or changed */
        readonly post: operations["recordTicket"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tickets/batch": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Tell of up to 1000 tickets, each answered on its own */
        readonly post: operations["recordTickets"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tiers/population": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How many customers each level has */
        readonly get: operations["getTierPopulation"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/transactions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send one transaction; a later version of it with fewer lines is a return */
        readonly post: operations["sendTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/transactions/{transaction}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A transaction, with the part of each customer who paid it */
        readonly get: operations["getTransaction"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/transactions/{transaction}/return": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take back a transaction, or some of its lines, with what they earned */
        readonly post: operations["returnTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/transactions/{transaction}/void": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Void a transaction that was a mistake */
        readonly post: operations["voidTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/transactions/batch": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send up to 1000 transactions, each answered on its own */
        readonly post: operations["sendTransactions"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tray": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Messages that were kept instead of sent, newest first; /tray shows them in a browser */
        readonly get: operations["listTray"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/users": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All users by name, disabled ones included */
        readonly get: operations["listUsers"];
        readonly put?: never;
        /** Invite a user; the token of the invitation is in this answer only */
        readonly post: operations["inviteUser"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/users/{user}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One user */
        readonly get: operations["getUser"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Change name, roles, groups and own accounts; disable, which ends all sessions */
        readonly patch: operations["changeUser"];
        readonly trace?: never;
    };
    readonly "/v1/users/{user}/invitation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A new token to set a password: for an invitation that ran out, or a password that was forgotten */
        readonly post: operations["inviteUserAgain"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/users/{user}/second-factor": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Take away the second factor of somebody who has lost their device */
        readonly delete: operations["removeSecondFactor"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/users/{user}/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where a user is signed in */
        readonly get: operations["listUserSessions"];
        readonly put?: never;
        readonly post?: never;
        /** Sign a user out everywhere */
        readonly delete: operations["endUserSessions"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly AccessEntry: {
            readonly action: string;
            readonly actor: {
                readonly id: string | null;
                /** @enum {string} */
                readonly kind: "api" | "agent" | "run" | "cli";
                readonly name: string;
            };
            /** Format: date-time */
            readonly at: string;
            readonly detail: {
                readonly [key: string]: unknown;
            };
            /** Format: uuid */
            readonly id: string;
            readonly target: {
                readonly id: string;
                readonly kind: string;
                readonly name: string;
            };
        };
        readonly AccountBalance: {
            readonly account: string;
            readonly available: number;
            readonly deposited: number;
            readonly expired: number;
            readonly held: number;
            /** @description Deposited, less what was reversed. */
            readonly lifetime: number;
            readonly next_expiry: {
                readonly amount: number;
                /** Format: date-time */
                readonly at: string;
            } | null;
            readonly pending: number;
            readonly reversed: number;
            readonly spent: number;
            readonly title: string;
            readonly transferred_in: number;
            readonly transferred_out: number;
            readonly uncollected: number;
        };
        readonly ApiKey: {
            /** Format: date-time */
            readonly created_at: string;
            /** Format: uuid */
            readonly id: string;
            readonly key: string;
            /** @description What it may give by hand without a second person. */
            readonly limits: readonly components["schemas"]["GoodwillLimit"][];
            readonly name: string;
            /** @description Requests a minute; null: no limit. */
            readonly rate_limit: number | null;
            readonly revoked_at: string | null;
            readonly scopes: readonly ("customers:read" | "customers:write" | "events:write" | "transactions:read" | "transactions:write" | "catalogue:read" | "catalogue:write" | "points:read" | "points:write" | "tiers:read" | "tiers:write" | "campaigns:read" | "campaigns:write" | "offers:read" | "offers:write" | "codes:read" | "codes:write" | "codes:claim" | "cards:read" | "cards:write" | "cards:numbers" | "messages:read" | "messages:write" | "programme:read" | "programme:write" | "runs:write" | "sync:read" | "sync:write" | "users:read" | "users:write" | "approvals:read" | "approvals:write" | "audit:read" | "analytics:read" | "privacy:read" | "privacy:write" | "sessionm" | "admin")[];
        };
        readonly Approval: {
            /** @description The kind of the fact that is asked for. */
            readonly action: string;
            /** @description The fact as it was asked for. */
            readonly asked: unknown;
            /** Format: uuid */
            readonly customer_id: string;
            readonly decided_at: string | null;
            readonly decided_by: {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
            } | null;
            /** @description The decision that the request became once it was approved. */
            readonly decision_id: string | null;
            /** Format: date-time */
            readonly expires_at: string;
            /** Format: uuid */
            readonly id: string;
            readonly note: string | null;
            /** @description What of which limit it exceeds. */
            readonly reason: {
                readonly [key: string]: unknown;
            };
            /** @description Why the approved fact was refused after all. */
            readonly refusal: string | null;
            /** Format: date-time */
            readonly requested_at: string;
            readonly requested_by: {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
            };
            /** @enum {string} */
            readonly status: "open" | "approved" | "rejected" | "expired" | "failed";
        };
        readonly Attention: {
            readonly items: readonly {
                /** @description At most 1000: there may be more. */
                readonly count: number;
                /** @enum {string} */
                readonly kind: "approvals" | "dead_letters" | "paused_campaigns" | "campaigns_in_review" | "paused_providers" | "paused_syncs" | "sync_events" | "failed_runs" | "failed_imports" | "rejected_facts" | "privacy_requests";
            }[];
        };
        readonly Audience: {
            readonly audience: string;
            /** @description Customers, without deleted ones and test personas. */
            readonly count: number;
            /** @description False: the expression has parts that only the engine judges, one customer at a time; the count is the most it can be. */
            readonly exact: boolean;
            /** @description The same by name. */
            readonly members: readonly components["schemas"]["AudienceMember"][];
            /** @description Up to 5 customers of the audience. */
            readonly sample: readonly string[];
            readonly title: string;
            readonly when: string;
        };
        readonly AudienceMember: {
            /** Format: uuid */
            readonly customer_id: string;
            readonly email: string | null;
            /** @description Null where there is none, or the caller may not read customers. */
            readonly name: string | null;
        };
        readonly AudienceMembers: {
            /** @description Customers, without deleted ones and test personas. */
            readonly count: number;
            /** @description False: the expression has parts that only the engine judges, one customer at a time; the count is the most it can be. */
            readonly exact: boolean;
            /** @description The same by name. */
            readonly members: readonly components["schemas"]["AudienceMember"][];
            /** @description Up to 5 customers of the audience. */
            readonly sample: readonly string[];
        };
        readonly AvailableOffer: {
            readonly available: boolean;
            readonly description: string | null;
            readonly ends_at: string | null;
            /** @description Null where the offer has no inventory. */
            readonly left: number | null;
            readonly offer: string;
            /** @description Why it is not to be had now; null when it is. */
            readonly reason: {
                readonly code: string;
                readonly detail: string;
            } | null;
            readonly title: string;
            readonly type: string;
        };
        readonly Basket: {
            /** @default [] */
            readonly lines?: readonly {
                /** @description For the whole quantity. */
                readonly amount: number;
                readonly item: string;
                readonly line: string;
                readonly quantity: number;
            }[];
            /** @default null */
            readonly store?: string | null;
            /** @description In the smallest unit of money. */
            readonly subtotal: number;
            readonly transaction_id: string;
        };
        /** @description An event; one without transaction_id may bring an idempotency_key. */
        readonly BatchEvent: {
            /** @description A customer: the id, or `type:value` of an identifier. */
            readonly customer: string;
            /** @description The name of an event that the programme declares. */
            readonly event: string;
            readonly idempotency_key?: string;
            /**
             * Format: date-time
             * @description When it happened; now when left out.
             */
            readonly occurred_at?: string;
            /** @default {} */
            readonly properties?: {
                readonly [key: string]: unknown;
            };
            /** @default 1 */
            readonly quantity?: number;
            /** @description The id of the occurrence at the sender. It is the idempotency key, together with the event name. */
            readonly transaction_id?: string;
        };
        readonly BatchTag: {
            /** @description A customer: the id, or `type:value` of an identifier. */
            readonly customer: string;
            readonly idempotency_key?: string;
            readonly tag: string;
            /** @default null */
            readonly ttl_seconds?: number | null;
        };
        readonly BatchTicketReport: {
            /** @description A customer: the id, or `type:value` of an identifier. */
            readonly customer: string;
            readonly idempotency_key?: string;
            /**
             * Format: uri
             * @description Where agents open the ticket.
             */
            readonly link?: string;
            /** @description The ticket as the support system names it; reports with the same one are updates. */
            readonly reference: string;
            /**
             * @example open
             * @example solved
             */
            readonly status: string;
            readonly subject?: string;
            /** Format: date-time */
            readonly submitted_at?: string;
            /** @example missing points */
            readonly type?: string;
            /**
             * Format: date-time
             * @description When it came to be so; now when left out. An older report does not undo a newer one.
             */
            readonly updated_at?: string;
        };
        readonly Campaign: {
            readonly approved_by: string | null;
            readonly campaign: string;
            /** @description Per cent. */
            readonly control_group: number;
            readonly ends_at: string | null;
            readonly exclusive: boolean;
            /** @enum {string} */
            readonly kind: "promotion" | "messaging" | "loyalty_rule";
            readonly opt_in: boolean;
            readonly priority: number;
            readonly results: components["schemas"]["CampaignFigures"];
            readonly sentence: components["schemas"]["CampaignSentence"];
            readonly starts_at: string | null;
            /**
             * @description By its dates, and by what people did: submitted, approved, paused, resumed, ended.
             * @enum {string}
             */
            readonly state: "draft" | "review" | "scheduled" | "active" | "paused" | "ended";
            readonly submitted_by: string | null;
            readonly title: string;
            /** @enum {string} */
            readonly trigger: "behavior" | "date" | "calendar" | "schedule";
        };
        readonly CampaignDay: {
            /** @description Customers of the control group who would have got it. */
            readonly control: number;
            /** Format: date */
            readonly day: string;
            /** @description Times that it gave something. */
            readonly given: number;
            readonly messages: number;
            readonly offers: number;
            readonly points: number;
        };
        readonly CampaignFigures: {
            /** @description Customers of the control group who would have got it. */
            readonly control: number;
            /** @description Times that it gave something. */
            readonly given: number;
            readonly messages: number;
            readonly offers: number;
            readonly points: number;
        };
        readonly CampaignInFull: {
            readonly approved_by: string | null;
            readonly campaign: string;
            /** @description Per cent. */
            readonly control_group: number;
            readonly definition: {
                readonly [key: string]: unknown;
            };
            readonly ends_at: string | null;
            readonly exclusive: boolean;
            /** @enum {string} */
            readonly kind: "promotion" | "messaging" | "loyalty_rule";
            readonly opt_in: boolean;
            readonly priority: number;
            readonly results: components["schemas"]["CampaignFigures"];
            readonly sentence: components["schemas"]["CampaignSentence"];
            readonly starts_at: string | null;
            /**
             * @description By its dates, and by what people did: submitted, approved, paused, resumed, ended.
             * @enum {string}
             */
            readonly state: "draft" | "review" | "scheduled" | "active" | "paused" | "ended";
            readonly submitted_by: string | null;
            readonly title: string;
            /** @enum {string} */
            readonly trigger: "behavior" | "date" | "calendar" | "schedule";
        };
        readonly CampaignSentence: {
            /** @description What it asks of that besides; null where any will do. */
            readonly does: string | null;
            readonly gets: string | null;
            readonly often: string | null;
            readonly sends: string | null;
            /** @description All of it. */
            readonly text: string;
            /** @description What starts it: an occasion, or what they do. */
            readonly when: string;
            readonly who: string;
        };
        readonly CampaignStanding: {
            readonly campaign: string;
            /**
             * @description By its dates, and by what people did: submitted, approved, paused, resumed, ended.
             * @enum {string}
             */
            readonly campaign_state: "draft" | "review" | "scheduled" | "active" | "paused" | "ended";
            /** @description Completed by an agent. */
            readonly closed: boolean;
            /** @description In the control group: gets nothing, for comparison. */
            readonly control: boolean;
            readonly ends_at: string | null;
            /** @enum {string} */
            readonly kind: "promotion" | "messaging" | "loyalty_rule";
            /** @description Null where the campaign asks for no opt-in. */
            readonly opted_in: boolean | null;
            /** @description Null for campaigns that a date triggers. */
            readonly progress: {
                readonly has: number;
                readonly need: number;
            } | null;
            readonly starts_at: string | null;
            /** @enum {string} */
            readonly state: "eligible" | "in_progress" | "completed";
            readonly title: string;
        };
        readonly CampaignTrial: {
            /** @description Customers of the control group who would have been given something. */
            readonly control: number;
            /** @description Of the offers, by the cost that each of them states, in the smallest unit of money. */
            readonly cost: number;
            readonly currency: string;
            readonly customers: number;
            /** @description All of them, the oldest first. */
            readonly days: readonly {
                /** @description Of the offers, by the cost that each of them states, in the smallest unit of money. */
                readonly cost: number;
                /** Format: date */
                readonly day: string;
                /** @description Times that it would have given something. */
                readonly given: number;
                readonly messages: number;
                readonly offers: number;
                readonly points: number;
            }[];
            /** @description False: a part of the customers was tried, and the figures are scaled up. */
            readonly exact: boolean;
            /** @description Times that it would have given something. */
            readonly given: number;
            /** @description Events that only the engine raises: what they would have set off is in no figure. */
            readonly left_out: readonly string[];
            readonly messages: number;
            readonly offers: number;
            /** @description Who would have got most, of those tried. */
            readonly outliers: readonly {
                /** Format: uuid */
                readonly customer_id: string;
                readonly given: number;
                readonly points: number;
            }[];
            readonly points: number;
            /** @description Customers who would have been given something. */
            readonly reach: number;
            /** @description Those of them who were seen; the fewer, the rougher the figures. */
            readonly reach_tried: number;
            /** @description When its budget or its limit in all would have been used up; null: it would not. */
            readonly spent_on: string | null;
            /** @description How many of the customers were tried in the time there was. */
            readonly tried: number;
        };
        readonly Card: {
            /** @description What may be done with the card now, by its status and its type. */
            readonly actions: readonly ("adjust" | "expire" | "transfer" | "report_lost" | "report_stolen" | "found" | "confirm_stolen" | "remove")[];
            /** @description In the smallest unit of the currency. */
            readonly balance: number;
            /** Format: uuid */
            readonly card_id: string;
            readonly currency: string;
            readonly design: string | null;
            readonly design_title: string | null;
            readonly expires_at: string | null;
            /** @description The address of the history of its balance. */
            readonly history: string;
            readonly kind: ("promotional" | "private_label") | null;
            readonly nickname: string | null;
            /** @description The last digits; the whole number with the scope cards:numbers. */
            readonly number: string;
            /** Format: date-time */
            readonly registered_at: string;
            /** @enum {string} */
            readonly status: "registered" | "lost" | "reported_stolen" | "stolen" | "expired" | "removed";
            readonly type: string;
            readonly type_title: string;
        };
        readonly CardEntry: {
            /** @enum {string} */
            readonly activity: "registered" | "adjusted" | "transferred_in" | "transferred_out" | "expired" | "removed" | "synchronised";
            readonly actor: string;
            /** Format: date-time */
            readonly at: string;
            /** @description Afterwards. */
            readonly balance: number;
            /** @description In the smallest unit of the currency. */
            readonly change: number;
            /** Format: uuid */
            readonly entry_id: string;
            /** @description The other card of a transfer. */
            readonly other_card_id: string | null;
            readonly reason: string | null;
            /** @description The processor's name for what it did. */
            readonly reference: string | null;
        };
        readonly CardType: {
            readonly actions: readonly ("adjust" | "expire" | "transfer" | "report_lost" | "report_stolen" | "found" | "confirm_stolen" | "remove")[];
            readonly currency: string;
            readonly designs: readonly {
                readonly design: string;
                readonly image: string | null;
                readonly title: string;
            }[];
            readonly expiry: {
                readonly after: string | null;
                /** @enum {string} */
                readonly kind: "never" | "rolling" | "fixed";
                readonly on: string | null;
            };
            /** @enum {string} */
            readonly kind: "promotional" | "private_label";
            readonly max_balance: number | null;
            readonly number: {
                readonly luhn: boolean;
                readonly max: number;
                readonly min: number;
            };
            readonly processor: string;
            readonly title: string;
            readonly type: string;
        };
        readonly CatalogueItem: {
            readonly categories: readonly string[];
            /** Format: date-time */
            readonly created_at: string;
            readonly id: string;
            /** @description Null for what a transaction mentioned and nobody has named. */
            readonly name: string | null;
            /** Format: date-time */
            readonly updated_at: string;
        };
        readonly CatalogueItemContent: {
            /** @default [] */
            readonly categories?: readonly string[];
            readonly id: string;
            readonly name: string;
        };
        readonly CheckedCampaign: {
            /** @description Who it is for; null where something is wrong with it. */
            readonly audience: components["schemas"]["AudienceMembers"] | null;
            readonly problems: readonly {
                readonly expected: string;
                /** @description Inside the definition; empty for the whole. */
                readonly path: string;
                readonly problem: string;
            }[];
            /** @description Null where it cannot be read. */
            readonly sentence: components["schemas"]["CampaignSentence"] | null;
        };
        readonly Customer: {
            readonly address: string | null;
            readonly address2: string | null;
            readonly birth_on: string | null;
            readonly city: string | null;
            readonly consents: {
                readonly [key: string]: {
                    /** Format: date-time */
                    readonly at: string;
                    readonly given: boolean;
                    readonly source: string | null;
                };
            };
            readonly country: string | null;
            /** Format: date-time */
            readonly created_at: string;
            readonly custom: {
                readonly [key: string]: unknown;
            };
            readonly deleted_at: string | null;
            readonly email: string | null;
            readonly email_confirmed_at: string | null;
            readonly first_name: string | null;
            readonly gender: string | null;
            /** Format: uuid */
            readonly id: string;
            readonly identifiers: readonly {
                readonly type: string;
                readonly value: string;
            }[];
            readonly language: string | null;
            readonly last_name: string | null;
            readonly locale: string | null;
            readonly opt_in_source: string | null;
            readonly opted_in: boolean;
            readonly opted_in_at: string | null;
            readonly opted_out_at: string | null;
            readonly phones: readonly {
                readonly flags: readonly string[];
                readonly number: string;
                readonly type: string | null;
                readonly verified: boolean;
            }[];
            readonly photo_url: string | null;
            readonly processing_stopped_at: string | null;
            readonly referrer_code: string | null;
            readonly state: string | null;
            /** @enum {string} */
            readonly status: "good" | "suspended" | "closed";
            readonly test_persona: boolean;
            readonly time_zone: string | null;
            /** Format: date-time */
            readonly updated_at: string;
            readonly zip: string | null;
        };
        readonly CustomerCount: {
            readonly count: number;
            /**
             * @description All customers of a large installation are estimated; of a search not more than some thousands are counted.
             * @enum {string}
             */
            readonly is: "exact" | "estimate" | "at_least";
        };
        readonly CustomerHeader: {
            readonly accounts: readonly components["schemas"]["AccountBalance"][];
            /** @description Whether the customer did something in the last 365 days. */
            readonly active: boolean;
            readonly birth_on: string | null;
            readonly email: string | null;
            /** @description The newest identifier of the type `external`. */
            readonly external_id: string | null;
            readonly first_name: string | null;
            /** Format: uuid */
            readonly id: string;
            readonly identifiers: readonly {
                readonly type: string;
                readonly value: string;
            }[];
            /** Format: date-time */
            readonly joined_at: string;
            readonly language: string | null;
            readonly last_activity_at: string | null;
            readonly last_name: string | null;
            readonly locale: string | null;
            /** @description First and last name; null when neither is known. */
            readonly name: string | null;
            readonly opted_in: boolean;
            /** @description Until processing is resumed, nothing is earned or sent. */
            readonly processing_stopped_at: string | null;
            /**
             * @description Of the account.
             * @enum {string}
             */
            readonly status: "good" | "suspended" | "closed";
            readonly test_persona: boolean;
            readonly tiers: readonly components["schemas"]["TierProgress"][];
        };
        readonly CustomerMetrics: {
            readonly affinities: {
                readonly items: readonly {
                    readonly item: string;
                    /** @enum {string} */
                    readonly level: "low" | "medium" | "high";
                    /** @description How many times as likely as for any customer. */
                    readonly lift: number;
                    readonly name: string | null;
                    readonly probability: number;
                }[];
                /** @description Why there is nothing to tell. not_computed: no run has come by since there are purchases; no_purchases: none that were not taken back; left_out: test personas do not count, nor do customers whose processing is stopped; no_model: too few customers came back for a model, or there was no spending; none_found: nothing was bought together with what this customer bought. */
                readonly reason: ("not_computed" | "no_purchases" | "left_out" | "no_model" | "none_found") | null;
            };
            /** @description Purchases up to then count; null before the first run. */
            readonly as_of: string | null;
            readonly churn: {
                readonly band: ("low" | "medium" | "high") | null;
                /** @description 90: riskier than 90 % of all customers with a purchase. */
                readonly percentile: number | null;
                readonly probability_alive: number | null;
                /** @description Why there is nothing to tell. not_computed: no run has come by since there are purchases; no_purchases: none that were not taken back; left_out: test personas do not count, nor do customers whose processing is stopped; no_model: too few customers came back for a model, or there was no spending; none_found: nothing was bought together with what this customer bought. */
                readonly reason: ("not_computed" | "no_purchases" | "left_out" | "no_model" | "none_found") | null;
                /** @description The chance that the customer has stopped buying. */
                readonly risk: number | null;
            };
            readonly currency: string;
            readonly lifetime_value: {
                /** @description Expected revenue of the next twelve months, discounted. */
                readonly amount: number | null;
                /** @description 90: worth more than 90 % of all customers. */
                readonly percentile: number | null;
                /** @description Why there is nothing to tell. not_computed: no run has come by since there are purchases; no_purchases: none that were not taken back; left_out: test personas do not count, nor do customers whose processing is stopped; no_model: too few customers came back for a model, or there was no spending; none_found: nothing was bought together with what this customer bought. */
                readonly reason: ("not_computed" | "no_purchases" | "left_out" | "no_model" | "none_found") | null;
            };
            readonly rfm: {
                readonly days_7: components["schemas"]["RfmMetrics"];
                readonly days_30: components["schemas"]["RfmMetrics"];
                readonly lifetime: components["schemas"]["RfmMetrics"];
                /** @description Why there is nothing to tell. not_computed: no run has come by since there are purchases; no_purchases: none that were not taken back; left_out: test personas do not count, nor do customers whose processing is stopped; no_model: too few customers came back for a model, or there was no spending; none_found: nothing was bought together with what this customer bought. */
                readonly reason: ("not_computed" | "no_purchases" | "left_out" | "no_model" | "none_found") | null;
            };
            readonly run: string | null;
        };
        /** @description What is left out stays as it is; null clears. */
        readonly CustomerPatch: {
            readonly address?: string | null;
            readonly address2?: string | null;
            readonly birth_on?: string | null;
            readonly city?: string | null;
            /** @description Marketing consent by channel, such as `email`. */
            readonly consents?: {
                readonly [key: string]: boolean;
            };
            readonly country?: string | null;
            /** @description Attributes that the programme declares; null removes one. */
            readonly custom?: {
                readonly [key: string]: unknown;
            };
            readonly email?: string | null;
            readonly first_name?: string | null;
            readonly gender?: string | null;
            readonly language?: string | null;
            readonly last_name?: string | null;
            readonly locale?: string | null;
            readonly opt_in_source?: string;
            /** @description Takes part in the programme. */
            readonly opted_in?: boolean;
            /** @description Replaces the whole list. */
            readonly phones?: readonly {
                /** @default [] */
                readonly flags?: readonly string[];
                readonly number: string;
                /** @default null */
                readonly type?: string | null;
                /** @default false */
                readonly verified?: boolean;
            }[];
            readonly photo_url?: string | null;
            readonly referrer_code?: string | null;
            readonly state?: string | null;
            /** @enum {string} */
            readonly status?: "good" | "suspended" | "closed";
            readonly test_persona?: boolean;
            /** @example Europe/Berlin */
            readonly time_zone?: string | null;
            readonly zip?: string | null;
        };
        readonly CustomerRewardStore: {
            readonly available: boolean;
            readonly items: readonly {
                /** @description A named audience or an expression; null: everybody. */
                readonly audience: string | null;
                readonly available: boolean;
                readonly ends_at: string | null;
                readonly item: string;
                readonly left: number | null;
                readonly offer: string;
                readonly per_customer: number | null;
                /** @description In points, for one. */
                readonly price: number;
                /** @description So many in all; null: no limit of the store. */
                readonly quantity: number | null;
                /** @description Why it is not to be had now; null when it is. */
                readonly reason: {
                    readonly code: string;
                    readonly detail: string;
                } | null;
                readonly starts_at: string | null;
                /** @description Only for members of these levels. */
                readonly tiers: {
                    readonly levels: readonly string[];
                    readonly system: string;
                } | null;
                readonly title: string;
                readonly type: string | null;
            }[];
            /** @description What the customer can spend there. */
            readonly points: number;
            /** @description Why it is not to be had now; null when it is. */
            readonly reason: {
                readonly code: string;
                readonly detail: string;
            } | null;
            readonly store: string;
            readonly title: string;
        };
        readonly CustomerSync: {
            readonly connection: string;
            /** @enum {string} */
            readonly connection_status: "new" | "running" | "paused";
            readonly not_sent_because: string | null;
            /** @description False: nothing of this customer is sent, see not_sent_because. */
            readonly sent: boolean;
            /** @description Events that could not be delivered. */
            readonly set_aside: number;
            /** @description Null: never sent. */
            readonly state: {
                /** @description In a row without success. */
                readonly attempts: number;
                /** @description By which the platform knows them. */
                readonly key: string;
                /** @description When it is looked at again without anything happening. */
                readonly next_at: string | null;
                /** @description In the platform's words. */
                readonly reason: string | null;
                readonly remote_id: string | null;
                /** @description Of the last attempt: created, updated, unchanged, refused. */
                readonly result: string | null;
                /**
                 * @description `pending`: to be sent. `failed`: refused there, see reason. `left`: opted out, and not a member there any more.
                 * @enum {string}
                 */
                readonly status: "pending" | "synced" | "failed" | "left" | "erased";
                readonly synced_at: string | null;
                /** @description Carries the Loyalty tag there. */
                readonly tagged: boolean;
                readonly tried_at: string | null;
                /** @description The tag was taken off by hand, and stays off. */
                readonly untagged_by_hand: boolean;
            } | null;
            readonly title: string;
        };
        /** @description The first identifier says which customer is meant. */
        readonly CustomerUpsert: {
            readonly address?: string | null;
            readonly address2?: string | null;
            readonly birth_on?: string | null;
            readonly city?: string | null;
            /** @description Marketing consent by channel, such as `email`. */
            readonly consents?: {
                readonly [key: string]: boolean;
            };
            readonly country?: string | null;
            /** @description Attributes that the programme declares; null removes one. */
            readonly custom?: {
                readonly [key: string]: unknown;
            };
            readonly email?: string | null;
            readonly first_name?: string | null;
            readonly gender?: string | null;
            readonly identifiers: readonly {
                /** @default external */
                readonly type?: string;
                readonly value: string;
            }[];
            readonly language?: string | null;
            readonly last_name?: string | null;
            readonly locale?: string | null;
            readonly opt_in_source?: string;
            /** @description Takes part in the programme. */
            readonly opted_in?: boolean;
            /** @description Replaces the whole list. */
            readonly phones?: readonly {
                /** @default [] */
                readonly flags?: readonly string[];
                readonly number: string;
                /** @default null */
                readonly type?: string | null;
                /** @default false */
                readonly verified?: boolean;
            }[];
            readonly photo_url?: string | null;
            readonly referrer_code?: string | null;
            readonly state?: string | null;
            /** @enum {string} */
            readonly status?: "good" | "suspended" | "closed";
            readonly test_persona?: boolean;
            /** @example Europe/Berlin */
            readonly time_zone?: string | null;
            readonly zip?: string | null;
        };
        readonly DataMap: {
            readonly items: readonly {
                readonly about: string;
                readonly columns: readonly {
                    /** @enum {string} */
                    readonly class: "identity" | "personal" | "ledger" | "id" | "staff" | "machine" | "config";
                    readonly column: string;
                }[];
                readonly export: string | null;
                /** @enum {string} */
                readonly forget: "delete" | "blank" | "log" | "road" | "retention" | "none";
                readonly table: string;
            }[];
        };
        readonly Decision: {
            /** @description Available points after the decision, of the accounts that it touched. */
            readonly balances: {
                readonly [key: string]: number;
            };
            /** Format: uuid */
            readonly customer_id: string;
            /** Format: uuid */
            readonly decision_id: string;
            /** Format: date-time */
            readonly occurred_at: string;
            readonly outcomes: readonly ({
                readonly account: string;
                /** @description Signed: negative takes away. */
                readonly amount: number;
                readonly available_at: string | null;
                readonly entry: string;
                /** Format: uuid */
                readonly entry_id: string;
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "points";
                /** Format: uuid */
                readonly movement_id: string;
                readonly rule: string | null;
                readonly source: string | null;
            } | {
                readonly from: string | null;
                /** @constant */
                readonly kind: "tier";
                readonly reason: string;
                readonly system: string;
                readonly to: string;
            } | {
                readonly count: number;
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "tag";
                readonly tag: string;
            } | {
                readonly attribute: string;
                /** @constant */
                readonly kind: "attribute";
                readonly value: unknown;
            } | {
                readonly amount: number;
                /** Format: date-time */
                readonly expires_at: string;
                /** Format: uuid */
                readonly hold_id: string;
                /** @constant */
                readonly kind: "hold";
                readonly status: string;
            } | {
                readonly action: string;
                /** @constant */
                readonly kind: "profile";
            } | {
                /** @constant */
                readonly kind: "event";
                readonly name: string;
            } | {
                readonly custom_data?: {
                    readonly [key: string]: unknown;
                };
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "offer";
                readonly offer: string;
                /** Format: uuid */
                readonly order_id?: string;
                readonly redeemed_at?: string | null;
                readonly rule: string | null;
                readonly starts_at?: string | null;
                readonly status: string;
                readonly transaction_id?: string;
                /** Format: uuid */
                readonly user_offer_id: string;
            } | {
                /** @description In the smallest unit of money. */
                readonly amount: number;
                /** @constant */
                readonly kind: "discount";
                readonly lines: readonly {
                    readonly amount: number;
                    readonly line: string;
                    readonly quantity: number;
                }[];
                /** Format: uuid */
                readonly user_offer_id: string;
            } | {
                readonly delivery: string | null;
                readonly item: string;
                /** @constant */
                readonly kind: "order";
                readonly offer: string;
                /** Format: uuid */
                readonly order_id: string;
                readonly points: number;
                readonly quantity: number;
                readonly status: string;
                readonly store: string;
                readonly tracking: string | null;
            } | {
                /** Format: uuid */
                readonly exclusion_id: string;
                /** @constant */
                readonly kind: "exclusion";
                readonly offer: string;
                readonly status: string;
            } | {
                /** @constant */
                readonly kind: "message";
                readonly message: string;
                /** Format: uuid */
                readonly message_id: string;
                readonly provider: string;
            } | {
                readonly action: string;
                readonly campaign: string;
                /** @constant */
                readonly kind: "campaign";
            } | {
                /** Format: uuid */
                readonly account_id: string;
                readonly direction: string;
                readonly external_id: string;
                /** @constant */
                readonly kind: "external_account";
                readonly system: string;
            } | {
                readonly action: string;
                readonly email: boolean;
                readonly identifiers: readonly {
                    readonly type: string;
                    readonly value: string;
                }[];
                /** @constant */
                readonly kind: "merge";
                /** Format: uuid */
                readonly other_id: string;
            } | {
                /** Format: uuid */
                readonly claim_id: string;
                readonly code: string;
                /** @description Why a try failed. */
                readonly error: string | null;
                /** @constant */
                readonly kind: "promo_code";
                readonly list: string | null;
                /** @description What assigned it. */
                readonly rule: string | null;
                readonly status: string;
            } | {
                /** @constant */
                readonly kind: "promo_lockout";
                readonly status: string;
                readonly until: string | null;
            } | {
                /** @constant */
                readonly kind: "ticket";
                readonly reference: string;
                readonly status: string;
                /** Format: uuid */
                readonly ticket_id: string;
                readonly updates: number;
            } | {
                readonly action: string;
                /** @constant */
                readonly kind: "purchase";
                readonly net: number;
                readonly net_returned: number;
                /** Format: uuid */
                readonly purchase_id: string;
                readonly status: string;
                readonly transaction_id: string;
            } | {
                readonly action: string;
                /** @description In the smallest unit of the currency. */
                readonly balance: number;
                /** Format: uuid */
                readonly card_id: string;
                readonly currency: string;
                /** @constant */
                readonly kind: "card";
                /** @description The last digits. */
                readonly number: string;
                readonly status: string;
                readonly type: string;
            } | {
                readonly activity: string;
                /** @description In the smallest unit of the currency. */
                readonly balance: number;
                /** Format: uuid */
                readonly card_id: string;
                /** @description In the smallest unit of the currency. */
                readonly change: number;
                /** Format: uuid */
                readonly entry_id: string;
                /** @constant */
                readonly kind: "card_entry";
            } | {
                readonly action: string;
                readonly edits: number;
                /** @constant */
                readonly kind: "note";
                /** Format: uuid */
                readonly note_id: string;
                readonly status: string;
            } | {
                readonly action: string;
                readonly downloads: number;
                /** @constant */
                readonly kind: "privacy";
                readonly request: string;
                /** Format: uuid */
                readonly request_id: string;
                readonly status: string;
            })[];
            readonly programme_version: number;
            /** Format: date-time */
            readonly recorded_at: string;
            /** @description This key was answered before; this is that answer again. */
            readonly replayed: boolean;
            readonly tiers: readonly {
                readonly from: string | null;
                readonly reason: string;
                readonly system: string;
                readonly to: string;
            }[];
            /** @description Each rule that was looked at, in order, and the figures behind its verdict. */
            readonly trace?: readonly {
                readonly detail: {
                    readonly [key: string]: unknown;
                };
                readonly rule: string;
                readonly verdict: string;
            }[];
        };
        readonly Delivery: {
            /** Format: date-time */
            readonly at: string;
            readonly attempt: number;
            readonly duration_ms: number;
            readonly reason: string | null;
            /** @description The first few kilobytes of the answer, without secrets. */
            readonly response: string;
            /** @enum {string} */
            readonly result: "delivered" | "retry" | "dead" | "pause";
            /** @description The receiver's status; null where no answer came. */
            readonly status: number | null;
        };
        readonly DraftChange: {
            /** @description Null for what is removed. */
            readonly after: unknown;
            readonly at: string | null;
            /** @description The definition in the version that the draft is based on; null for a new one. */
            readonly before: unknown;
            readonly by: {
                readonly id: string | null;
                readonly kind: string;
                readonly name: string;
            } | null;
            /** @enum {string} */
            readonly kind: "add" | "change" | "remove";
            readonly name: string;
            readonly path: string;
            /**
             * @description A section of the programme; `programme` for the keys of its head, such as title or time_zone.
             * @enum {string}
             */
            readonly section: "programme" | "settings" | "accounts" | "sources" | "attributes" | "tags" | "reason_codes" | "events" | "audiences" | "tier_systems" | "offers" | "stores" | "promo_lists" | "card_types" | "card_processors" | "providers" | "messages" | "campaigns" | "external_systems";
        };
        /** @description What both the draft and a newer version changed; null where it is absent. */
        readonly DraftConflict: {
            readonly base: unknown;
            readonly draft: unknown;
            readonly live: unknown;
            readonly name: string;
            /**
             * @description A section of the programme; `programme` for the keys of its head, such as title or time_zone.
             * @enum {string}
             */
            readonly section: "programme" | "settings" | "accounts" | "sources" | "attributes" | "tags" | "reason_codes" | "events" | "audiences" | "tier_systems" | "offers" | "stores" | "promo_lists" | "card_types" | "card_processors" | "providers" | "messages" | "campaigns" | "external_systems";
        };
        readonly DraftSaved: {
            /** @description How many entries the draft changes. */
            readonly changes: number;
            readonly hash: string;
            /** @description How many more there are, in other entries. */
            readonly other_problems: number;
            /** @description What publishing would refuse, of this entry. */
            readonly problems: readonly components["schemas"]["ProgrammeProblem"][];
            readonly revision: number;
        };
        readonly Event: {
            /** @description A customer: the id, or `type:value` of an identifier. */
            readonly customer: string;
            /** @description The name of an event that the programme declares. */
            readonly event: string;
            /**
             * Format: date-time
             * @description When it happened; now when left out.
             */
            readonly occurred_at?: string;
            /** @default {} */
            readonly properties?: {
                readonly [key: string]: unknown;
            };
            /** @default 1 */
            readonly quantity?: number;
            /** @description The id of the occurrence at the sender. It is the idempotency key, together with the event name. */
            readonly transaction_id?: string;
        };
        readonly ExpandedCustomer: {
            readonly address: string | null;
            readonly address2: string | null;
            readonly balances?: readonly components["schemas"]["AccountBalance"][];
            readonly birth_on: string | null;
            readonly city: string | null;
            readonly consents: {
                readonly [key: string]: {
                    /** Format: date-time */
                    readonly at: string;
                    readonly given: boolean;
                    readonly source: string | null;
                };
            };
            readonly country: string | null;
            /** Format: date-time */
            readonly created_at: string;
            readonly custom: {
                readonly [key: string]: unknown;
            };
            readonly deleted_at: string | null;
            readonly email: string | null;
            readonly email_confirmed_at: string | null;
            readonly first_name: string | null;
            readonly gender: string | null;
            /** Format: uuid */
            readonly id: string;
            readonly identifiers: readonly {
                readonly type: string;
                readonly value: string;
            }[];
            readonly language: string | null;
            readonly last_name: string | null;
            readonly locale: string | null;
            readonly opt_in_source: string | null;
            readonly opted_in: boolean;
            readonly opted_in_at: string | null;
            readonly opted_out_at: string | null;
            readonly phones: readonly {
                readonly flags: readonly string[];
                readonly number: string;
                readonly type: string | null;
                readonly verified: boolean;
            }[];
            readonly photo_url: string | null;
            readonly processing_stopped_at: string | null;
            readonly referrer_code: string | null;
            readonly state: string | null;
            /** @enum {string} */
            readonly status: "good" | "suspended" | "closed";
            readonly test_persona: boolean;
            readonly tiers?: readonly components["schemas"]["TierProgress"][];
            readonly time_zone: string | null;
            /** Format: date-time */
            readonly updated_at: string;
            readonly zip: string | null;
        };
        readonly Explanation: {
            /** @description Null for a preview: nothing was recorded. */
            readonly decision_id: string | null;
            readonly lines: readonly {
                readonly actual?: number;
                readonly met: boolean;
                readonly needed?: number;
                readonly rule: string;
                readonly sentence: string;
                readonly title: string;
                readonly verdict: string;
            }[];
            readonly programme_version: number;
            readonly summary: string;
        };
        readonly ExternalAccount: {
            /** Format: uuid */
            readonly account_id: string;
            /** @enum {string} */
            readonly direction: "take" | "push" | "link";
            readonly external_id: string;
            /** Format: date-time */
            readonly linked_at: string;
            /** Format: date-time */
            readonly synced_at: string;
            readonly synced_by: string;
            readonly system: string;
            readonly title: string;
        };
        /** @description Both sides of each field that the programme maps. */
        readonly ExternalLookUp: {
            readonly external_id: string;
            readonly fields: readonly {
                readonly differs: boolean;
                readonly field: string;
                readonly ours: unknown;
                readonly theirs: unknown;
            }[];
            readonly system: string;
        };
        readonly GoodwillLimit: {
            /**
             * @description Of points: one account; null: each account for itself.
             * @default null
             */
            readonly account: string | null;
            /** @enum {string} */
            readonly action: "points.adjust" | "card.adjust" | "offer.issue" | "promo.assign" | "tier.move";
            /**
             * @description At most so much at once; null: no limit.
             * @default null
             */
            readonly per_action: number | null;
            /**
             * @description At most so much on a day of the programme's time zone.
             * @default null
             */
            readonly per_day: number | null;
        };
        readonly GoodwillLimitInput: {
            /**
             * @description Of points: one account; null: each account for itself.
             * @default null
             */
            readonly account?: string | null;
            /** @enum {string} */
            readonly action: "points.adjust" | "card.adjust" | "offer.issue" | "promo.assign" | "tier.move";
            /**
             * @description At most so much at once; null: no limit.
             * @default null
             */
            readonly per_action?: number | null;
            /**
             * @description At most so much on a day of the programme's time zone.
             * @default null
             */
            readonly per_day?: number | null;
        };
        readonly Hold: {
            readonly amount: number;
            /** Format: date-time */
            readonly expires_at: string;
            /** Format: uuid */
            readonly hold_id: string;
            /** @enum {string} */
            readonly status: "open" | "captured" | "released" | "expired";
        };
        readonly Import: {
            readonly changed: number;
            readonly created: number;
            readonly done: number;
            readonly dry_run: boolean;
            readonly error: string | null;
            readonly finished_at: string | null;
            /** Format: uuid */
            readonly id: string;
            /** @enum {string} */
            readonly kind: "customers" | "balances" | "tiers" | "tags" | "transactions";
            readonly rejected: number;
            readonly source: string;
            /** Format: date-time */
            readonly started_at: string;
            /** @enum {string} */
            readonly status: "waiting" | "running" | "done" | "failed" | "cancelled";
            readonly sums: {
                /** @description What the books say of this source at the end. */
                readonly books: {
                    readonly [key: string]: {
                        readonly amount: number;
                        readonly rows: number;
                        readonly spent: number;
                    };
                } | null;
                /** @description By account, level or tag. */
                readonly file: {
                    readonly [key: string]: {
                        readonly imported: {
                            readonly amount: number;
                            readonly rows: number;
                            readonly spent: number;
                        };
                        readonly known: {
                            readonly amount: number;
                            readonly rows: number;
                            readonly spent: number;
                        };
                        readonly rejected: {
                            readonly amount: number;
                            readonly rows: number;
                            readonly spent: number;
                        };
                    };
                };
            };
            readonly total: number | null;
            /** @description Rows that were on the books already. */
            readonly unchanged: number;
            readonly welcome: boolean;
        };
        readonly InvitedUser: {
            /** Format: date-time */
            readonly created_at: string;
            readonly disabled_at: string | null;
            readonly email: string;
            readonly groups: readonly string[];
            readonly has_second_factor: boolean;
            /** Format: uuid */
            readonly id: string;
            readonly invitation: {
                /** Format: date-time */
                readonly expires_at: string;
                /** @description For POST /auth/invitation, once; in this answer only. */
                readonly token: string;
            };
            readonly name: string;
            /** @description Accounts of their own: they may change nothing there. */
            readonly own_customers: readonly string[];
            readonly roles: readonly string[];
            /** @enum {string} */
            readonly status: "invited" | "active" | "disabled";
        };
        readonly LogRow: {
            readonly actor: {
                readonly kind: string;
                readonly name: string;
            };
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly at: string;
            readonly category: string;
            /** Format: uuid */
            readonly decision_id: string;
            readonly details: {
                readonly [key: string]: unknown;
            };
            /** @description Names the row for the drill-down. */
            readonly id: string;
            /** Format: date-time */
            readonly recorded_at: string;
            /** @description What the row is about: a note, a message, an entry of the point audit log, … */
            readonly reference: {
                readonly id: string;
                readonly kind: string;
            } | null;
            readonly title: string;
            readonly type: string;
        };
        readonly LogRowInFull: {
            readonly actor: {
                readonly kind: string;
                readonly name: string;
            };
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly at: string;
            /** @description What was asked for; null once the customer was forgotten. */
            readonly body: unknown;
            readonly category: string;
            /** Format: uuid */
            readonly decision_id: string;
            readonly details: {
                readonly [key: string]: unknown;
            };
            /** @description The kind of what was asked for. */
            readonly fact: string;
            /** @description Names the row for the drill-down. */
            readonly id: string;
            readonly outcomes: readonly ({
                readonly account: string;
                /** @description Signed: negative takes away. */
                readonly amount: number;
                readonly available_at: string | null;
                readonly entry: string;
                /** Format: uuid */
                readonly entry_id: string;
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "points";
                /** Format: uuid */
                readonly movement_id: string;
                readonly rule: string | null;
                readonly source: string | null;
            } | {
                readonly from: string | null;
                /** @constant */
                readonly kind: "tier";
                readonly reason: string;
                readonly system: string;
                readonly to: string;
            } | {
                readonly count: number;
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "tag";
                readonly tag: string;
            } | {
                readonly attribute: string;
                /** @constant */
                readonly kind: "attribute";
                readonly value: unknown;
            } | {
                readonly amount: number;
                /** Format: date-time */
                readonly expires_at: string;
                /** Format: uuid */
                readonly hold_id: string;
                /** @constant */
                readonly kind: "hold";
                readonly status: string;
            } | {
                readonly action: string;
                /** @constant */
                readonly kind: "profile";
            } | {
                /** @constant */
                readonly kind: "event";
                readonly name: string;
            } | {
                readonly custom_data?: {
                    readonly [key: string]: unknown;
                };
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "offer";
                readonly offer: string;
                /** Format: uuid */
                readonly order_id?: string;
                readonly redeemed_at?: string | null;
                readonly rule: string | null;
                readonly starts_at?: string | null;
                readonly status: string;
                readonly transaction_id?: string;
                /** Format: uuid */
                readonly user_offer_id: string;
            } | {
                /** @description In the smallest unit of money. */
                readonly amount: number;
                /** @constant */
                readonly kind: "discount";
                readonly lines: readonly {
                    readonly amount: number;
                    readonly line: string;
                    readonly quantity: number;
                }[];
                /** Format: uuid */
                readonly user_offer_id: string;
            } | {
                readonly delivery: string | null;
                readonly item: string;
                /** @constant */
                readonly kind: "order";
                readonly offer: string;
                /** Format: uuid */
                readonly order_id: string;
                readonly points: number;
                readonly quantity: number;
                readonly status: string;
                readonly store: string;
                readonly tracking: string | null;
            } | {
                /** Format: uuid */
                readonly exclusion_id: string;
                /** @constant */
                readonly kind: "exclusion";
                readonly offer: string;
                readonly status: string;
            } | {
                /** @constant */
                readonly kind: "message";
                readonly message: string;
                /** Format: uuid */
                readonly message_id: string;
                readonly provider: string;
            } | {
                readonly action: string;
                readonly campaign: string;
                /** @constant */
                readonly kind: "campaign";
            } | {
                /** Format: uuid */
                readonly account_id: string;
                readonly direction: string;
                readonly external_id: string;
                /** @constant */
                readonly kind: "external_account";
                readonly system: string;
            } | {
                readonly action: string;
                readonly email: boolean;
                readonly identifiers: readonly {
                    readonly type: string;
                    readonly value: string;
                }[];
                /** @constant */
                readonly kind: "merge";
                /** Format: uuid */
                readonly other_id: string;
            } | {
                /** Format: uuid */
                readonly claim_id: string;
                readonly code: string;
                /** @description Why a try failed. */
                readonly error: string | null;
                /** @constant */
                readonly kind: "promo_code";
                readonly list: string | null;
                /** @description What assigned it. */
                readonly rule: string | null;
                readonly status: string;
            } | {
                /** @constant */
                readonly kind: "promo_lockout";
                readonly status: string;
                readonly until: string | null;
            } | {
                /** @constant */
                readonly kind: "ticket";
                readonly reference: string;
                readonly status: string;
                /** Format: uuid */
                readonly ticket_id: string;
                readonly updates: number;
            } | {
                readonly action: string;
                /** @constant */
                readonly kind: "purchase";
                readonly net: number;
                readonly net_returned: number;
                /** Format: uuid */
                readonly purchase_id: string;
                readonly status: string;
                readonly transaction_id: string;
            } | {
                readonly action: string;
                /** @description In the smallest unit of the currency. */
                readonly balance: number;
                /** Format: uuid */
                readonly card_id: string;
                readonly currency: string;
                /** @constant */
                readonly kind: "card";
                /** @description The last digits. */
                readonly number: string;
                readonly status: string;
                readonly type: string;
            } | {
                readonly activity: string;
                /** @description In the smallest unit of the currency. */
                readonly balance: number;
                /** Format: uuid */
                readonly card_id: string;
                /** @description In the smallest unit of the currency. */
                readonly change: number;
                /** Format: uuid */
                readonly entry_id: string;
                /** @constant */
                readonly kind: "card_entry";
            } | {
                readonly action: string;
                readonly edits: number;
                /** @constant */
                readonly kind: "note";
                /** Format: uuid */
                readonly note_id: string;
                readonly status: string;
            } | {
                readonly action: string;
                readonly downloads: number;
                /** @constant */
                readonly kind: "privacy";
                readonly request: string;
                /** Format: uuid */
                readonly request_id: string;
                readonly status: string;
            })[];
            /** Format: date-time */
            readonly recorded_at: string;
            /** @description What the row is about: a note, a message, an entry of the point audit log, … */
            readonly reference: {
                readonly id: string;
                readonly kind: string;
            } | null;
            readonly title: string;
            readonly type: string;
        };
        readonly Me: {
            /** Format: uuid */
            readonly id: string;
            /** @enum {string} */
            readonly kind: "user" | "api_key";
            /** @description What may be given by hand without a second person. */
            readonly limits: readonly components["schemas"]["GoodwillLimit"][];
            readonly name: string;
            readonly permissions: readonly {
                readonly actions: readonly string[];
                readonly resource: string;
            }[];
            readonly scopes: readonly ("customers:read" | "customers:write" | "events:write" | "transactions:read" | "transactions:write" | "catalogue:read" | "catalogue:write" | "points:read" | "points:write" | "tiers:read" | "tiers:write" | "campaigns:read" | "campaigns:write" | "offers:read" | "offers:write" | "codes:read" | "codes:write" | "codes:claim" | "cards:read" | "cards:write" | "cards:numbers" | "messages:read" | "messages:write" | "programme:read" | "programme:write" | "runs:write" | "sync:read" | "sync:write" | "users:read" | "users:write" | "approvals:read" | "approvals:write" | "audit:read" | "analytics:read" | "privacy:read" | "privacy:write" | "sessionm" | "admin")[];
            readonly user: components["schemas"]["User"] | null;
        };
        readonly MergedCustomer: {
            /** Format: uuid */
            readonly customer_id: string;
            /** Format: uuid */
            readonly decision_id: string;
            /** Format: date-time */
            readonly merged_at: string;
            readonly merged_by: string;
        };
        readonly MergePreview: {
            /** @description Available points after the decision, of the accounts that it touched. */
            readonly balances: {
                readonly [key: string]: number;
            };
            readonly kept: {
                readonly balances: readonly components["schemas"]["AccountBalance"][];
                readonly customer: components["schemas"]["Customer"];
            };
            readonly other: {
                readonly balances: readonly components["schemas"]["AccountBalance"][];
                readonly customer: components["schemas"]["Customer"];
            };
            readonly outcomes: readonly ({
                readonly account: string;
                /** @description Signed: negative takes away. */
                readonly amount: number;
                readonly available_at: string | null;
                readonly entry: string;
                /** Format: uuid */
                readonly entry_id: string;
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "points";
                /** Format: uuid */
                readonly movement_id: string;
                readonly rule: string | null;
                readonly source: string | null;
            } | {
                readonly from: string | null;
                /** @constant */
                readonly kind: "tier";
                readonly reason: string;
                readonly system: string;
                readonly to: string;
            } | {
                readonly count: number;
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "tag";
                readonly tag: string;
            } | {
                readonly attribute: string;
                /** @constant */
                readonly kind: "attribute";
                readonly value: unknown;
            } | {
                readonly amount: number;
                /** Format: date-time */
                readonly expires_at: string;
                /** Format: uuid */
                readonly hold_id: string;
                /** @constant */
                readonly kind: "hold";
                readonly status: string;
            } | {
                readonly action: string;
                /** @constant */
                readonly kind: "profile";
            } | {
                /** @constant */
                readonly kind: "event";
                readonly name: string;
            } | {
                readonly custom_data?: {
                    readonly [key: string]: unknown;
                };
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "offer";
                readonly offer: string;
                /** Format: uuid */
                readonly order_id?: string;
                readonly redeemed_at?: string | null;
                readonly rule: string | null;
                readonly starts_at?: string | null;
                readonly status: string;
                readonly transaction_id?: string;
                /** Format: uuid */
                readonly user_offer_id: string;
            } | {
                /** @description In the smallest unit of money. */
                readonly amount: number;
                /** @constant */
                readonly kind: "discount";
                readonly lines: readonly {
                    readonly amount: number;
                    readonly line: string;
                    readonly quantity: number;
                }[];
                /** Format: uuid */
                readonly user_offer_id: string;
            } | {
                readonly delivery: string | null;
                readonly item: string;
                /** @constant */
                readonly kind: "order";
                readonly offer: string;
                /** Format: uuid */
                readonly order_id: string;
                readonly points: number;
                readonly quantity: number;
                readonly status: string;
                readonly store: string;
                readonly tracking: string | null;
            } | {
                /** Format: uuid */
                readonly exclusion_id: string;
                /** @constant */
                readonly kind: "exclusion";
                readonly offer: string;
                readonly status: string;
            } | {
                /** @constant */
                readonly kind: "message";
                readonly message: string;
                /** Format: uuid */
                readonly message_id: string;
                readonly provider: string;
            } | {
                readonly action: string;
                readonly campaign: string;
                /** @constant */
                readonly kind: "campaign";
            } | {
                /** Format: uuid */
                readonly account_id: string;
                readonly direction: string;
                readonly external_id: string;
                /** @constant */
                readonly kind: "external_account";
                readonly system: string;
            } | {
                readonly action: string;
                readonly email: boolean;
                readonly identifiers: readonly {
                    readonly type: string;
                    readonly value: string;
                }[];
                /** @constant */
                readonly kind: "merge";
                /** Format: uuid */
                readonly other_id: string;
            } | {
                /** Format: uuid */
                readonly claim_id: string;
                readonly code: string;
                /** @description Why a try failed. */
                readonly error: string | null;
                /** @constant */
                readonly kind: "promo_code";
                readonly list: string | null;
                /** @description What assigned it. */
                readonly rule: string | null;
                readonly status: string;
            } | {
                /** @constant */
                readonly kind: "promo_lockout";
                readonly status: string;
                readonly until: string | null;
            } | {
                /** @constant */
                readonly kind: "ticket";
                readonly reference: string;
                readonly status: string;
                /** Format: uuid */
                readonly ticket_id: string;
                readonly updates: number;
            } | {
                readonly action: string;
                /** @constant */
                readonly kind: "purchase";
                readonly net: number;
                readonly net_returned: number;
                /** Format: uuid */
                readonly purchase_id: string;
                readonly status: string;
                readonly transaction_id: string;
            } | {
                readonly action: string;
                /** @description In the smallest unit of the currency. */
                readonly balance: number;
                /** Format: uuid */
                readonly card_id: string;
                readonly currency: string;
                /** @constant */
                readonly kind: "card";
                /** @description The last digits. */
                readonly number: string;
                readonly status: string;
                readonly type: string;
            } | {
                readonly activity: string;
                /** @description In the smallest unit of the currency. */
                readonly balance: number;
                /** Format: uuid */
                readonly card_id: string;
                /** @description In the smallest unit of the currency. */
                readonly change: number;
                /** Format: uuid */
                readonly entry_id: string;
                /** @constant */
                readonly kind: "card_entry";
            } | {
                readonly action: string;
                readonly edits: number;
                /** @constant */
                readonly kind: "note";
                /** Format: uuid */
                readonly note_id: string;
                readonly status: string;
            } | {
                readonly action: string;
                readonly downloads: number;
                /** @constant */
                readonly kind: "privacy";
                readonly request: string;
                /** Format: uuid */
                readonly request_id: string;
                readonly status: string;
            })[];
            readonly refusal: {
                readonly code: string;
                readonly detail: {
                    readonly [key: string]: unknown;
                };
            } | null;
            readonly tiers: readonly {
                readonly from: string | null;
                readonly reason: string;
                readonly system: string;
                readonly to: string;
            }[];
        };
        readonly Message: {
            readonly attempts: number;
            readonly campaign: string | null;
            /** Format: uuid */
            readonly customer_id: string;
            /** Format: date-time */
            readonly decided_at: string;
            /** Format: date-time */
            readonly due_at: string;
            readonly finished_at: string | null;
            /** Format: uuid */
            readonly id: string;
            /** @enum {string} */
            readonly lane: "live" | "bulk";
            readonly message: string;
            /** @description Of a message that waits; null otherwise. */
            readonly next_attempt_at: string | null;
            readonly programme_version: number;
            readonly provider: string;
            /** @enum {string} */
            readonly purpose: "programme" | "marketing";
            /** @description Why it waits, lies in the tray, was suppressed or given up. */
            readonly reason: string | null;
            /** @description The id that the provider gave it. */
            readonly reference: string | null;
            /** @description What became of it, as the provider says later when it is asked, such as of a Moments flow. */
            readonly report: ("delivered" | "failed") | null;
            readonly report_reason: string | null;
            /** @description What sent it, such as `campaign/welcome`; `test` for test sends. */
            readonly rule: string;
            /** @enum {string} */
            readonly status: "waiting" | "delivered" | "tray" | "suppressed" | "cancelled" | "dead";
            /** @description For a test persona, or a test send. */
            readonly test: boolean;
        };
        readonly MessageInFull: {
            readonly attempts: number;
            readonly campaign: string | null;
            readonly connector: string | null;
            /** Format: uuid */
            readonly customer_id: string;
            /** Format: date-time */
            readonly decided_at: string;
            /** Format: date-time */
            readonly due_at: string;
            readonly finished_at: string | null;
            /** Format: uuid */
            readonly id: string;
            /** @enum {string} */
            readonly lane: "live" | "bulk";
            readonly message: string;
            /** @description Of a message that waits; null otherwise. */
            readonly next_attempt_at: string | null;
            readonly programme_version: number;
            readonly provider: string;
            /** @enum {string} */
            readonly purpose: "programme" | "marketing";
            /** @description Why it waits, lies in the tray, was suppressed or given up. */
            readonly reason: string | null;
            /** @description The id that the provider gave it. */
            readonly reference: string | null;
            /** @description What became of it, as the provider says later when it is asked, such as of a Moments flow. */
            readonly report: ("delivered" | "failed") | null;
            readonly report_reason: string | null;
            /** @description What every attempt sends, the same bytes each time; null before the first one. */
            readonly request: components["schemas"]["MessageRequest"] | null;
            /** @description What sent it, such as `campaign/welcome`; `test` for test sends. */
            readonly rule: string;
            /** @enum {string} */
            readonly status: "waiting" | "delivered" | "tray" | "suppressed" | "cancelled" | "dead";
            /** @description For a test persona, or a test send. */
            readonly test: boolean;
            /** @description What was fixed when it was decided: event, campaign, points, offers. */
            readonly variables: {
                readonly [key: string]: unknown;
            };
        };
        readonly MessagePreview: {
            /** @description `tray` where something is missing. */
            readonly connector: string;
            readonly message: string;
            /** @description What has to be set before it is sent. */
            readonly missing: readonly ("url" | "key" | "secret")[];
            readonly provider: string;
            readonly request: components["schemas"]["MessageRequest"];
        };
        readonly MessageRequest: {
            readonly body: string;
            /** @description Without authorization and signatures, which each attempt adds. */
            readonly headers: {
                readonly [key: string]: string;
            };
            /** @enum {string} */
            readonly method: "POST" | "PUT";
            /** @description `{address}` stands for the address of the provider. */
            readonly url: string;
        };
        readonly MessageTest: {
            /** Format: uuid */
            readonly message_id: string;
            readonly provider: string;
            readonly reason: string | null;
            readonly receiver_status: number | null;
            readonly response: string;
            /**
             * @description How the attempt ended; a test is tried once, so `retry` and `pause` say what a real message would do.
             * @enum {string}
             */
            readonly result: "delivered" | "retry" | "dead" | "pause";
            /** @enum {string} */
            readonly status: "delivered" | "tray" | "dead";
        };
        readonly MetricBesideMedian: {
            readonly median: number | null;
            readonly value: number | null;
        };
        readonly MetricModel: {
            /** Format: date-time */
            readonly as_of: string;
            /** @description Customers with a purchase. */
            readonly buyers: number;
            /** Format: date-time */
            readonly computed_at: string;
            readonly currency: string;
            readonly customers: number;
            /** @description Null while figures of customers are still written. */
            readonly finished_at: string | null;
            readonly horizon: {
                readonly discount_per_year: number;
                readonly months: number;
            };
            readonly medians: {
                readonly days_7: {
                    readonly frequency: number | null;
                    readonly monetary: number | null;
                    readonly recency_days: number | null;
                };
                readonly days_30: {
                    readonly frequency: number | null;
                    readonly monetary: number | null;
                    readonly recency_days: number | null;
                };
                readonly lifetime: {
                    readonly frequency: number | null;
                    readonly monetary: number | null;
                    readonly recency_days: number | null;
                };
            };
            readonly purchases: {
                readonly fitted_as_of: string | null;
                readonly log_likelihood: number | null;
                readonly parameters: {
                    readonly a: number;
                    readonly alpha: number;
                    readonly b: number;
                    readonly r: number;
                } | null;
                readonly reason: ("not_converged" | "no_repeats" | "no_spend" | "too_few") | null;
                /**
                 * @description kept: these customers gave no model, so the last good one is used. unsettled: the data do not determine the parameters, and for want of a good model the best that was found is used. none: there is no model.
                 * @enum {string}
                 */
                readonly status: "fitted" | "kept" | "unsettled" | "none";
                readonly steps: number | null;
            };
            /** @description Customers with purchases on two days or more. */
            readonly repeaters: number;
            /** Format: uuid */
            readonly run: string;
            /** @description Customers that the models were fitted to. */
            readonly sampled: number;
            readonly spend: {
                readonly fitted_as_of: string | null;
                readonly log_likelihood: number | null;
                readonly parameters: {
                    readonly gamma: number;
                    readonly p: number;
                    readonly q: number;
                } | null;
                readonly reason: ("not_converged" | "no_repeats" | "no_spend" | "too_few") | null;
                /**
                 * @description kept: these customers gave no model, so the last good one is used. unsettled: the data do not determine the parameters, and for want of a good model the best that was found is used. none: there is no model.
                 * @enum {string}
                 */
                readonly status: "fitted" | "kept" | "unsettled" | "none";
                readonly steps: number | null;
            };
            /** @constant */
            readonly unit: "week";
        };
        readonly NewApiKey: {
            /** Format: date-time */
            readonly created_at: string;
            /** Format: uuid */
            readonly id: string;
            readonly key: string;
            /** @description What it may give by hand without a second person. */
            readonly limits: readonly components["schemas"]["GoodwillLimit"][];
            readonly name: string;
            /** @description Requests a minute; null: no limit. */
            readonly rate_limit: number | null;
            readonly revoked_at: string | null;
            readonly scopes: readonly ("customers:read" | "customers:write" | "events:write" | "transactions:read" | "transactions:write" | "catalogue:read" | "catalogue:write" | "points:read" | "points:write" | "tiers:read" | "tiers:write" | "campaigns:read" | "campaigns:write" | "offers:read" | "offers:write" | "codes:read" | "codes:write" | "codes:claim" | "cards:read" | "cards:write" | "cards:numbers" | "messages:read" | "messages:write" | "programme:read" | "programme:write" | "runs:write" | "sync:read" | "sync:write" | "users:read" | "users:write" | "approvals:read" | "approvals:write" | "audit:read" | "analytics:read" | "privacy:read" | "privacy:write" | "sessionm" | "admin")[];
            /** @description Shown this once; only its hash is kept. */
            readonly secret: string;
        };
        readonly NewCustomer: {
            readonly address?: string | null;
            readonly address2?: string | null;
            readonly birth_on?: string | null;
            readonly city?: string | null;
            /** @description Marketing consent by channel, such as `email`. */
            readonly consents?: {
                readonly [key: string]: boolean;
            };
            readonly country?: string | null;
            /** @description Attributes that the programme declares; null removes one. */
            readonly custom?: {
                readonly [key: string]: unknown;
            };
            readonly email?: string | null;
            readonly first_name?: string | null;
            readonly gender?: string | null;
            /** @default [] */
            readonly identifiers?: readonly {
                /** @default external */
                readonly type?: string;
                readonly value: string;
            }[];
            readonly language?: string | null;
            readonly last_name?: string | null;
            readonly locale?: string | null;
            readonly opt_in_source?: string;
            /** @description Takes part in the programme. */
            readonly opted_in?: boolean;
            /** @description Replaces the whole list. */
            readonly phones?: readonly {
                /** @default [] */
                readonly flags?: readonly string[];
                readonly number: string;
                /** @default null */
                readonly type?: string | null;
                /** @default false */
                readonly verified?: boolean;
            }[];
            readonly photo_url?: string | null;
            readonly referrer_code?: string | null;
            readonly state?: string | null;
            /** @enum {string} */
            readonly status?: "good" | "suspended" | "closed";
            readonly test_persona?: boolean;
            /** @example Europe/Berlin */
            readonly time_zone?: string | null;
            readonly zip?: string | null;
        };
        readonly Note: {
            readonly author: string;
            /** Format: date-time */
            readonly created_at: string;
            readonly edits: number;
            /** Format: uuid */
            readonly id: string;
            readonly reason: string | null;
            readonly text: string;
            /** Format: date-time */
            readonly updated_at: string;
            readonly updated_by: string;
        };
        readonly NoteContent: {
            /**
             * @description Why the note is there.
             * @default null
             */
            readonly reason?: string | null;
            readonly text: string;
        };
        readonly NoteRevision: {
            /** @enum {string} */
            readonly action: "added" | "edited" | "removed";
            readonly actor: {
                readonly kind: string;
                readonly name: string;
            };
            /** Format: date-time */
            readonly at: string;
            /** Format: uuid */
            readonly decision_id: string;
            readonly reason: string | null;
            /** @description What it said from then on; null when it was removed. */
            readonly text: string | null;
        };
        readonly Offer: {
            readonly amount: number | null;
            readonly description: string | null;
            readonly ends_at: string | null;
            readonly inventory: number | null;
            /** @description Ever given, those taken back left out. */
            readonly issued: number;
            /** @description Null where the offer has no inventory. */
            readonly left: number | null;
            readonly offer: string;
            readonly redeemed: number;
            readonly starts_at: string | null;
            /**
             * @description By its dates.
             * @enum {string}
             */
            readonly status: "scheduled" | "live" | "ended";
            readonly title: string;
            readonly type: string;
        };
        readonly OfferCode: {
            readonly code: string;
            /** Format: date-time */
            readonly expires_at: string;
        };
        readonly OfferExclusion: {
            /** Format: date-time */
            readonly at: string;
            readonly by: string;
            /** Format: uuid */
            readonly exclusion_id: string;
            readonly lifted_at: string | null;
            readonly lifted_by: string | null;
            readonly lifted_reason: string | null;
            readonly offer: string;
            readonly reason: string;
            /** @enum {string} */
            readonly status: "excluded" | "lifted";
            readonly title: string;
            /**
             * Format: uuid
             * @description The one that was revoked.
             */
            readonly user_offer_id: string;
        };
        readonly Order: {
            readonly cancel_reason: string | null;
            /**
             * Format: date-time
             * @description When the points were redeemed for it.
             */
            readonly date: string;
            /** @description Null where nothing is sent: the offer is in the wallet. */
            readonly delivery: ("pending" | "shipped" | "delivered" | "cancelled") | null;
            readonly item: string;
            readonly name: string;
            readonly offer: string;
            readonly offer_type: string;
            /** Format: uuid */
            readonly order_id: string;
            readonly points_spent: number;
            readonly quantity: number;
            /**
             * @description Whether what was bought has been redeemed.
             * @enum {string}
             */
            readonly status: "issued" | "partly_redeemed" | "redeemed" | "expired" | "revoked" | "cancelled";
            readonly store: string;
            readonly tracking: string | null;
            /** Format: date-time */
            readonly updated_at: string;
            readonly updated_by: string;
            readonly user_offers: readonly {
                readonly redeemed_at: string | null;
                /** @enum {string} */
                readonly status: "issued" | "locked" | "redeemed" | "expired" | "revoked";
                /** Format: uuid */
                readonly user_offer_id: string;
            }[];
        };
        readonly Overview: {
            /** Format: date-time */
            readonly as_of: string;
            /** @description Calendar days where the programme lives; the last one is today so far. */
            readonly days: readonly string[];
            /** @description False while days of the past are still being counted: sums are then too small. */
            readonly is_complete: boolean;
            readonly members: {
                /** @description One value for each of `days`. */
                readonly active: readonly number[];
                /** @description In the 30 days before today; null until they were counted. */
                readonly active_30d: number | null;
                /** @description One value for each of `days`. */
                readonly new: readonly number[];
                /** @description Null until the first day was counted. */
                readonly total: number | null;
            };
            readonly messages: {
                /** @description One value for each of `days`. */
                readonly delivered: readonly number[];
                /** @description One value for each of `days`. */
                readonly failed: readonly number[];
            };
            readonly offers: {
                /** @description One value for each of `days`. */
                readonly issued: readonly number[];
                /** @description One value for each of `days`. */
                readonly redeemed: readonly number[];
            };
            readonly points: readonly {
                readonly account: string;
                /** @description One value for each of `days`. */
                readonly expired: readonly number[];
                /** @description One value for each of `days`. */
                readonly issued: readonly number[];
                /** @description What members have and may still use: the liability. */
                readonly outstanding: number;
                /** @description One value for each of `days`. */
                readonly outstanding_by_day: readonly number[];
                /** @description One value for each of `days`. */
                readonly received: readonly number[];
                /** @description One value for each of `days`. */
                readonly reversed: readonly number[];
                /** @description One value for each of `days`. */
                readonly sent: readonly number[];
                readonly title: string;
                /** @description One value for each of `days`. */
                readonly used: readonly number[];
            }[];
            readonly tiers: readonly {
                readonly levels: readonly {
                    /** @description One value for each of `days`. */
                    readonly entered: readonly number[];
                    readonly level: string;
                    /** @description Null until the first day was counted. */
                    readonly members: number | null;
                    readonly rank: number;
                    readonly title: string;
                }[];
                readonly system: string;
                readonly title: string;
            }[];
            readonly time_zone: string;
        };
        readonly PointAuditRow: {
            readonly account: string;
            /** @description Of the points added; null on other rows. */
            readonly amount_expired: number | null;
            /** @description Of the points added; null on other rows. */
            readonly amount_spent: number | null;
            readonly available_at: string | null;
            readonly expires_at: string | null;
            /** Format: uuid */
            readonly id: string;
            readonly kind: string;
            /** @description Signed: deductions are negative. */
            readonly modification: number;
            /** Format: uuid */
            readonly movement_id: string;
            /** Format: date-time */
            readonly occurred_at: string;
            /** Format: date-time */
            readonly recorded_at: string;
            readonly reference_id: string;
            readonly reference_type: string;
            readonly rule: string | null;
            readonly source: string | null;
            readonly transaction_id: string | null;
            readonly uncollected: number;
        };
        readonly PointsOfMonth: {
            readonly account: string;
            /** @description The share of all points given up to then, and not taken back, that expired unused. */
            readonly breakage: number | null;
            readonly expired: number;
            readonly issued: number;
            /** @description 2026-11 */
            readonly month: string;
            /** @description At the end of the month, or now. */
            readonly outstanding: number;
            /** @description Came from other customers. */
            readonly received: number;
            readonly reversed: number;
            /** @description Went to other customers. */
            readonly sent: number;
            readonly title: string;
            readonly used: number;
        };
        readonly PrivacyRequest: {
            readonly completed_at: string | null;
            /** Format: uuid */
            readonly customer_id: string;
            readonly downloads: number;
            /** @description Of an export: until when it can be downloaded. */
            readonly expires_at: string | null;
            readonly format: ("zip" | "csv") | null;
            /** Format: uuid */
            readonly id: string;
            readonly identity: {
                readonly by: string | null;
                /** @enum {string} */
                readonly method: "signed_in" | "document" | "questions" | "call_back" | "in_person" | "other";
            } | null;
            /** @enum {string} */
            readonly kind: "export" | "forget" | "stop" | "resume" | "legal_hold" | "lift_hold";
            readonly note: string | null;
            readonly reason: string | null;
            /** Format: date-time */
            readonly requested_at: string;
            readonly requested_by: string;
            /** @enum {string} */
            readonly status: "in_progress" | "completed";
        };
        readonly PrivacyState: {
            /** Format: uuid */
            readonly customer_id: string;
            readonly forgotten_at: string | null;
            readonly held_back: {
                /** @description Facts that were refused since processing was stopped. */
                readonly refused: number;
                /** @description Messages that were not sent since then. */
                readonly unsent: number;
            };
            readonly legal_hold_at: string | null;
            /** @enum {string} */
            readonly processing: "active" | "stopped" | "forgotten";
            readonly stopped_at: string | null;
        };
        readonly Problem: {
            /**
             * @description See docs/errors.md.
             * @enum {string}
             */
            readonly code: "unknown_external_system" | "external_account_not_found" | "external_account_invalid" | "external_system_failed" | "external_system_read_only" | "customer_merged" | "merge_refused" | "not_merged" | "unmerge_too_late" | "note_not_found" | "log_row_not_found" | "item_not_found" | "transaction_not_found" | "transaction_line_not_found" | "transaction_returned" | "return_exceeds_purchase" | "transaction_conflict" | "processing_stopped" | "processing_not_stopped" | "customer_forgotten" | "legal_hold" | "no_legal_hold" | "privacy_request_not_found" | "export_in_progress" | "export_not_ready" | "export_expired" | "unknown_reason_code" | "tag_cap_reached" | "malformed_json" | "validation" | "payload_too_large" | "batch_too_large" | "unsupported_media_type" | "not_found" | "unauthorized" | "forbidden" | "sign_in_needed" | "sign_in_failed" | "sign_in_locked" | "session_refused" | "foreign_origin" | "weak_password" | "user_not_found" | "user_exists" | "unknown_role" | "unknown_group" | "role_exists" | "role_built_in" | "role_in_use" | "group_exists" | "group_in_use" | "last_administrator" | "beyond_own_rights" | "own_rights" | "setup_done" | "setup_token_wrong" | "own_account" | "over_limit" | "approval_not_found" | "approval_closed" | "approval_expired" | "own_request" | "approver_over_limit" | "unknown_offer" | "offer_not_live" | "offer_out_of_stock" | "user_offer_not_found" | "user_offer_state" | "user_offer_expired" | "user_offer_locked" | "offer_not_redeemable_yet" | "offer_gave_points" | "redemption_dates_invalid" | "lookup_code_invalid" | "offer_not_applicable" | "offer_not_for_customer" | "offer_excluded" | "unknown_store" | "unknown_store_item" | "store_closed" | "store_not_for_customer" | "store_item_not_live" | "store_limit_reached" | "store_out_of_stock" | "order_not_found" | "order_state" | "order_not_delivered" | "not_excluded" | "offer_limit_reached" | "rate_limited" | "overloaded" | "trials_busy" | "unavailable" | "internal" | "fact_rejected" | "key_reused" | "forgotten" | "customer_not_found" | "customer_exists" | "customer_deleted" | "customer_suspended" | "not_restorable" | "email_taken" | "identifier_taken" | "identifier_ambiguous" | "too_young" | "unknown_attribute" | "invalid_attribute" | "opted_out" | "unknown_event" | "invalid_property" | "too_late" | "in_the_future" | "cascade_too_deep" | "unknown_account" | "unknown_source" | "source_not_linked" | "source_limit_reached" | "max_balance_reached" | "no_default_account" | "insufficient_points" | "spending_not_allowed" | "spend_too_small" | "spend_not_in_steps" | "hold_not_found" | "hold_not_open" | "hold_expired" | "hold_exceeded" | "entry_not_found" | "not_reversible" | "same_account" | "unknown_tier_system" | "unknown_tier_level" | "tier_unchanged" | "unknown_campaign" | "campaign_completed" | "campaign_state" | "same_approver" | "not_opt_in" | "promo_code_unknown" | "promo_code_used" | "promo_code_claimed" | "promo_code_cancelled" | "promo_code_not_yet_valid" | "promo_code_expired" | "promo_list_limit_reached" | "promo_limit_reached" | "promo_cap_reached" | "promo_not_given" | "promo_locked_out" | "promo_not_locked_out" | "unknown_promo_list" | "promo_list_kind" | "promo_list_empty" | "promo_code_state" | "promo_generation_state" | "card_not_found" | "unknown_card_type" | "unknown_card_design" | "card_type_ended" | "card_number_invalid" | "card_number_taken" | "card_limit_reached" | "card_balance_known" | "card_state" | "card_type_forbids" | "insufficient_card_balance" | "card_balance_too_high" | "card_empty" | "same_card" | "card_not_registered" | "card_currency" | "card_processors_differ" | "card_processor_required" | "card_processor_unavailable" | "card_declined" | "message_not_found" | "message_state" | "unknown_message" | "message_not_rendered" | "unknown_provider" | "access_unreadable" | "unknown_sync_connection" | "sync_connector_fixed" | "sync_type_fixed" | "sync_mapping_refused" | "sync_access_missing" | "sync_setup_conflicts" | "sync_not_set_up" | "sync_not_sent" | "sync_refused" | "sync_failed" | "sync_event_not_found" | "programme_invalid" | "programme_missing" | "programme_changed" | "draft_missing" | "draft_changed" | "draft_behind" | "draft_conflict" | "approval_needed" | "not_submitted" | "own_submission" | "programme_in_use" | "run_in_progress" | "import_invalid" | "decision_not_found";
            /** Format: uuid */
            readonly customer_id?: string;
            /** Format: uuid */
            readonly decision_id?: string;
            readonly detail: string;
            readonly errors?: readonly ({
                readonly expected: string;
                /** @enum {string} */
                readonly in: "body" | "query" | "path" | "header";
                readonly pointer: string;
                readonly problem: string;
            } | {
                readonly expected: string;
                readonly file: string;
                readonly line: number | null;
                readonly path: string;
                readonly problem: string;
            })[];
            readonly replayed?: boolean;
            readonly request_id?: string;
            readonly retryable: boolean;
            readonly status: number;
            readonly title: string;
            readonly type: string;
        };
        readonly ProgrammeDraft: {
            readonly approval: {
                readonly approved: {
                    /** Format: date-time */
                    readonly at: string;
                    readonly by: {
                        readonly id: string | null;
                        readonly kind: string;
                        readonly name: string;
                    };
                    readonly note: string | null;
                } | null;
                readonly needed: boolean;
                readonly submitted: {
                    /** Format: date-time */
                    readonly at: string;
                    readonly by: {
                        readonly id: string | null;
                        readonly kind: string;
                        readonly name: string;
                    };
                    readonly note: string | null;
                } | null;
            };
            readonly base_version: number;
            /** @description Another version went live since the draft was begun. */
            readonly behind: boolean;
            /** @description Files whose text differs, if only in a comment. */
            readonly changed_files: readonly string[];
            readonly changes: readonly components["schemas"]["DraftChange"][];
            readonly conflicts: readonly components["schemas"]["DraftConflict"][];
            /** @description The whole programme as it would be, as it was written. */
            readonly document: {
                readonly [key: string]: unknown;
            };
            /** @description False: nothing is drafted, and the document is the live one. */
            readonly exists: boolean;
            /** @description Of exactly this draft: what is submitted, approved and published by. */
            readonly hash: string;
            readonly live_version: number;
            /** @description Counts up with each change. */
            readonly revision: number;
            readonly updated_at: string | null;
            readonly updated_by: string | null;
        };
        readonly ProgrammeProblem: {
            readonly expected: string;
            readonly file: string;
            readonly line: number | null;
            /** @description From the root, such as `accounts.beans.expiry.after`. */
            readonly path: string;
            readonly problem: string;
        };
        readonly ProgrammeWords: {
            readonly accounts: readonly {
                readonly name: string;
                readonly title: string;
            }[];
            readonly attributes: readonly {
                readonly name: string;
                readonly title: string;
                /** @enum {string} */
                readonly type: "string" | "int" | "double" | "bool" | "date" | "datetime" | "string_list" | "json";
                /** @description Nothing else is taken; null: anything is. */
                readonly values: readonly string[] | null;
            }[];
            readonly currency: string;
            /** @description Where customers may have accounts, too. */
            readonly external_systems: readonly {
                readonly name: string;
                readonly title: string;
            }[];
            /** @description How many of its smallest unit the currency has to the whole. */
            readonly minor_units: number;
            /** @description Adjustments need one of them, unless there are none. */
            readonly reason_codes: readonly {
                readonly name: string;
                readonly title: string;
            }[];
            readonly sources: readonly {
                readonly name: string;
                readonly title: string;
            }[];
            readonly tags: readonly {
                /** @description Not counted beyond, until the count is reset. */
                readonly cap: number | null;
                readonly name: string;
                readonly title: string;
            }[];
            readonly tier_systems: readonly {
                /** @description Ascending rank. */
                readonly levels: readonly {
                    readonly name: string;
                    readonly rank: number;
                    readonly title: string;
                }[];
                readonly name: string;
                readonly title: string;
            }[];
            readonly title: string;
            readonly version: number;
        };
        readonly PromoClaim: {
            /** Format: date-time */
            readonly at: string;
            readonly by: string;
            readonly claimed_at: string | null;
            readonly code: string;
            /** @description Why the try failed; see docs/errors.md. */
            readonly error: string | null;
            /** Format: uuid */
            readonly id: string;
            /** @description Null where nobody knows the code. */
            readonly list: string | null;
            readonly reason: string | null;
            /** @description What assigned it; null when somebody did by hand. */
            readonly rule: string | null;
            /** @enum {string} */
            readonly status: "assigned" | "claimed" | "failed" | "cancelled";
        };
        readonly PromoCode: {
            /** Format: date-time */
            readonly changed_at: string;
            /** @description Who cancelled it. */
            readonly changed_by: string | null;
            readonly code: string;
            readonly customer_id: string | null;
            /** Format: uuid */
            readonly generation: string;
            readonly list: string;
            readonly reason: string | null;
            /** @enum {string} */
            readonly status: "free" | "assigned" | "claimed" | "cancelled";
        };
        readonly PromoGeneration: {
            /** @description Who asked for it, or for its end. */
            readonly by: string;
            readonly cancelled: number;
            /** Format: date-time */
            readonly created_at: string;
            readonly error: string | null;
            readonly finished_at: string | null;
            /** Format: uuid */
            readonly id: string;
            /** @enum {string} */
            readonly kind: "generated" | "uploaded";
            readonly list: string;
            readonly made: number;
            readonly prefix: string;
            readonly reason: string | null;
            /** @enum {string} */
            readonly status: "waiting" | "running" | "done" | "failed" | "cancelling" | "cancelled";
            readonly wanted: number;
        };
        readonly PromoList: {
            readonly claims: number;
            /** @description Of a multi-use list. */
            readonly code: string | null;
            /** @description Codes of its own that were made or uploaded. */
            readonly codes: number;
            readonly ends_at: string | null;
            readonly entry_cap: number | null;
            /** @enum {string} */
            readonly kind: "single_use" | "multi_use" | "third_party";
            readonly list: string;
            readonly starts_at: string | null;
            /** @enum {string} */
            readonly status: "pending" | "active" | "paused" | "completed";
            readonly title: string;
        };
        readonly PromoListInFull: {
            readonly claims: number;
            /** @description Of a multi-use list. */
            readonly code: string | null;
            /** @description Codes of its own that were made or uploaded. */
            readonly codes: number;
            readonly codes_by_status: {
                readonly assigned: number;
                readonly cancelled: number;
                readonly claimed: number;
                readonly free: number;
            };
            readonly definition: {
                readonly [key: string]: unknown;
            };
            readonly ends_at: string | null;
            readonly entry_cap: number | null;
            /** @enum {string} */
            readonly kind: "single_use" | "multi_use" | "third_party";
            readonly list: string;
            readonly starts_at: string | null;
            /** @enum {string} */
            readonly status: "pending" | "active" | "paused" | "completed";
            readonly title: string;
        };
        readonly PromoLockout: {
            readonly bad_tries: number;
            /** @description Claims of the period that now lies in; null where nothing limits them. */
            readonly limiter: {
                readonly left: number;
                readonly per: string;
                readonly times: number;
                readonly used: number;
            } | null;
            /** @description Null: not locked out. */
            readonly locked_until: string | null;
            /** @description Bad tries before a lockout. */
            readonly tries_left: number;
        };
        readonly Provider: {
            readonly access: components["schemas"]["ProviderAccess"];
            readonly breaker: {
                /** @description In a row. */
                readonly failures: number;
                /** @description Nothing is tried before. */
                readonly open_until: string | null;
                readonly reason: string | null;
            };
            /** @description Where the provider reports opens, clicks and bounces, below the address of this server. It counts as a secret: null unless the key has the scope admin. */
            readonly callback_path: string | null;
            /** @description The same below LAUREL_PUBLIC_URL. */
            readonly callback_url: string | null;
            readonly connector: string;
            /** @description Given up, and not replayed since. */
            readonly dead: number;
            readonly lanes: readonly components["schemas"]["ProviderLane"][];
            /** @description False: the live programme has dropped it, and messages still wait for it. */
            readonly live: boolean;
            readonly pause: {
                /** Format: date-time */
                readonly at: string;
                readonly by: string;
                readonly reason: string;
            } | null;
            readonly provider: string;
            /** @description False: no process is sending to it. */
            readonly served: boolean;
            /** @enum {string} */
            readonly state: "working" | "failing" | "paused" | "tray";
            readonly title: string;
        };
        /** @description Which parts are set, and where: in the settings (LAUREL_PROVIDER_…), which go first, or in the store. */
        readonly ProviderAccess: {
            readonly key: ("settings" | "store") | null;
            /** @description What the connector needs and nobody has set: until then messages go to the tray. */
            readonly missing: readonly ("url" | "key" | "secret")[];
            /** @description False: what is stored was sealed under a key that is not known here. */
            readonly readable: boolean;
            /** @description All of them sign while they are rotated. */
            readonly secret_count: number;
            readonly secrets: ("settings" | "store") | null;
            readonly updated_at: string | null;
            readonly updated_by: string | null;
            readonly url: ("settings" | "store") | null;
        };
        readonly ProviderLane: {
            /** @enum {string} */
            readonly lane: "live" | "bulk";
            /** @description Waiting for a later time: retries, delays, quiet hours. */
            readonly later: number;
            readonly oldest_age_seconds: number | null;
            /** @description When the oldest of those that are due became due. */
            readonly oldest_at: string | null;
            /** @description Due now. */
            readonly ready: number;
        };
        readonly Purchase: {
            readonly channel: string | null;
            readonly custom: unknown;
            /** Format: uuid */
            readonly customer_id: string;
            /** Format: uuid */
            readonly decision_id: string;
            readonly discounts: unknown;
            readonly earned: readonly ({
                readonly account: string;
                /** Format: uuid */
                readonly entry_id: string;
                /**
                 * @description Earned by single lines, or by the purchase as such.
                 * @enum {string}
                 */
                readonly kind: "lines" | "whole";
                readonly lines: readonly {
                    readonly line: string;
                    readonly points: number;
                }[];
                readonly points: number;
                readonly programme_version: number;
                readonly rule: string;
                readonly taken_back: number;
            } | {
                /** @constant */
                readonly kind: "offer";
                readonly programme_version: number;
                readonly rule: string;
                readonly taken_back: boolean;
                readonly user_offers: readonly string[];
            })[];
            /** @description As they were sent, like payments, discounts and custom. */
            readonly items: unknown;
            readonly lines: readonly {
                readonly categories: readonly string[];
                readonly item: string | null;
                readonly line: string;
                /** @description What is left of this customer's share. */
                readonly net: number;
                readonly net_bought: number;
                readonly quantity: number;
                readonly returned: number;
            }[];
            /** @description What is left of this customer's share of the amount without tax. */
            readonly net: number;
            readonly net_returned: number;
            /** Format: date-time */
            readonly occurred_at: string;
            readonly payments: unknown;
            readonly promo_codes: readonly string[];
            /** Format: uuid */
            readonly purchase_id: string;
            /** Format: date-time */
            readonly recorded_at: string;
            /** @enum {string} */
            readonly status: "completed" | "partly_returned" | "returned" | "voided";
            readonly store: string | null;
            readonly subtotal: number;
            readonly tax: number;
            readonly total: number;
            readonly transaction_id: string;
        };
        readonly RejectedFact: {
            /** Format: uuid */
            readonly customer_id: string;
            readonly fact: {
                readonly [key: string]: unknown;
            };
            /** Format: uuid */
            readonly id: string;
            readonly kind: string;
            readonly message: string;
            /** Format: date-time */
            readonly recorded_at: string;
            readonly replayed_at: string | null;
            readonly sqlstate: string;
        };
        readonly RejectedRow: {
            readonly code: string;
            readonly column: string;
            readonly expected: string;
            readonly line: number;
            readonly row: number;
        };
        readonly Retention: {
            readonly items: readonly {
                /** @description What is older goes; null: it is kept. */
                readonly before: string | null;
                /** @enum {string} */
                readonly kind: "exports" | "message_bodies" | "deliveries" | "rejected_facts" | "imports" | "events";
                readonly more: boolean;
                readonly rows: number;
            }[];
        };
        readonly RewardStore: {
            /** @description Purchases draw from these. */
            readonly accounts: readonly string[];
            /** @description A named audience or an expression; null: everybody. */
            readonly audience: string | null;
            readonly description: string | null;
            readonly ends_at: string | null;
            readonly items: readonly {
                /** @description A named audience or an expression; null: everybody. */
                readonly audience: string | null;
                readonly ends_at: string | null;
                readonly item: string;
                readonly left: number | null;
                readonly offer: string;
                readonly per_customer: number | null;
                /** @description In points, for one. */
                readonly price: number;
                /** @description So many in all; null: no limit of the store. */
                readonly quantity: number | null;
                readonly starts_at: string | null;
                /** @description Only for members of these levels. */
                readonly tiers: {
                    readonly levels: readonly string[];
                    readonly system: string;
                } | null;
                readonly title: string;
                readonly type: string | null;
            }[];
            /** @description By its dates. */
            readonly open: boolean;
            readonly starts_at: string | null;
            readonly store: string;
            /** @description Only for members of these levels. */
            readonly tiers: {
                readonly levels: readonly string[];
                readonly system: string;
            } | null;
            readonly title: string;
        };
        /** @description Whole days since the last purchase in the window, purchases in it, and their amounts together. */
        readonly RfmMetrics: {
            readonly frequency: components["schemas"]["MetricBesideMedian"];
            readonly monetary: components["schemas"]["MetricBesideMedian"];
            readonly recency_days: components["schemas"]["MetricBesideMedian"];
        };
        readonly Role: {
            readonly is_built_in: boolean;
            readonly limits: readonly components["schemas"]["GoodwillLimit"][];
            readonly name: string;
            readonly permissions: readonly {
                readonly actions: readonly string[];
                /** @description Such as `points`; `*` stands for all. */
                readonly resource: string;
            }[];
            readonly title: string;
        };
        readonly RuleField: {
            /** @description As it stands in an expression. */
            readonly field: string;
            /** @enum {string} */
            readonly group: "customer" | "custom" | "points" | "tiers" | "tag_counts" | "event";
            readonly label: string;
            /** @description It may be missing; then a condition on it is not met. */
            readonly optional: boolean;
            /** @enum {string} */
            readonly type: "string" | "int" | "double" | "bool" | "date" | "datetime" | "string_list" | "json";
            /** @description The only ones it may have. */
            readonly values: readonly string[] | null;
        };
        readonly Run: {
            readonly campaign: string | null;
            /** @description Of changes of many customers: see `changeCustomers`. */
            readonly change: {
                /** @enum {string} */
                readonly kind: "tag" | "untag" | "push" | "sync_tag" | "sync_untag";
                readonly tag: string | null;
            } | null;
            readonly changed: number;
            /** @description Of the sync: to which platform. */
            readonly connection: string | null;
            readonly error: string | null;
            readonly finished_at: string | null;
            /** Format: uuid */
            readonly id: string;
            /** @enum {string} */
            readonly kind: "expiry" | "maintenance" | "occasions" | "metrics" | "figures" | "changes" | "sync_backfill" | "sync_reconcile";
            /** Format: date-time */
            readonly started_at: string;
            /** @enum {string} */
            readonly status: "waiting" | "running" | "done" | "failed" | "cancelled";
            readonly tier_system: string | null;
            /** @description Customers for whom something is to be done, or days to be counted; null until known. */
            readonly total: number | null;
            readonly visited: number;
        };
        readonly SentTransaction: {
            /** @description One for each customer; none where nobody paid whom the programme knows. */
            readonly results: readonly ({
                readonly decision: components["schemas"]["Decision"];
                /** @constant */
                readonly status: 200;
            } | {
                readonly error: components["schemas"]["Problem"];
                readonly status: number;
            })[];
            readonly transaction_id: string;
        };
        readonly Session: {
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly expires_at: string;
            /** Format: uuid */
            readonly id: string;
            readonly ip_address: string | null;
            readonly is_current: boolean;
            readonly user_agent: string | null;
        };
        readonly Store: {
            /** Format: date-time */
            readonly created_at: string;
            readonly id: string;
            /** @description Null for what a transaction mentioned and nobody has named. */
            readonly name: string | null;
            /** Format: date-time */
            readonly updated_at: string;
        };
        readonly StoreContent: {
            readonly id: string;
            readonly name: string;
        };
        readonly StoredDecision: {
            readonly actor: {
                readonly kind: string;
                readonly name: string;
            };
            /** @description Available points after the decision, of the accounts that it touched. */
            readonly balances: {
                readonly [key: string]: number;
            };
            /** @description What was asked for; null once the customer was forgotten. */
            readonly body: unknown;
            /** Format: uuid */
            readonly customer_id: string;
            /** Format: uuid */
            readonly decision_id: string;
            /** @enum {string} */
            readonly kind: "customer.save" | "customer.delete" | "customer.restore" | "event" | "points.deposit" | "points.spend" | "points.adjust" | "points.hold" | "points.capture" | "points.release" | "points.transfer" | "points.reverse" | "tags.change" | "tier.move" | "tier.requalify" | "campaign.occasion" | "campaign.opt_in" | "campaign.complete" | "offer.issue" | "offer.revoke" | "offer.redeem" | "offer.lock" | "offer.unlock" | "offer.reinstate" | "offer.update" | "offer.code" | "offer.exclusion.lift" | "store.purchase" | "order.update" | "order.cancel" | "engagement" | "import.lot" | "import.tier" | "import.tag" | "external.sync" | "customer.referred" | "customer.merge" | "customer.unmerge" | "note.add" | "note.edit" | "note.remove" | "promo.claim" | "promo.assign" | "promo.cancel" | "promo.unlock" | "ticket.record" | "transaction" | "transaction.return" | "transaction.void" | "card.register" | "card.update" | "card.adjust" | "card.expire" | "card.transfer" | "card.report" | "card.found" | "card.confirm_stolen" | "card.remove" | "customer.forget" | "customer.erased" | "processing.stop" | "processing.resume" | "legal_hold.set" | "legal_hold.lift" | "export.request" | "export.complete" | "export.download" | "due";
            /** @description The event's name; null for other kinds. */
            readonly name: string | null;
            /** Format: date-time */
            readonly occurred_at: string;
            readonly outcomes: readonly ({
                readonly account: string;
                /** @description Signed: negative takes away. */
                readonly amount: number;
                readonly available_at: string | null;
                readonly entry: string;
                /** Format: uuid */
                readonly entry_id: string;
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "points";
                /** Format: uuid */
                readonly movement_id: string;
                readonly rule: string | null;
                readonly source: string | null;
            } | {
                readonly from: string | null;
                /** @constant */
                readonly kind: "tier";
                readonly reason: string;
                readonly system: string;
                readonly to: string;
            } | {
                readonly count: number;
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "tag";
                readonly tag: string;
            } | {
                readonly attribute: string;
                /** @constant */
                readonly kind: "attribute";
                readonly value: unknown;
            } | {
                readonly amount: number;
                /** Format: date-time */
                readonly expires_at: string;
                /** Format: uuid */
                readonly hold_id: string;
                /** @constant */
                readonly kind: "hold";
                readonly status: string;
            } | {
                readonly action: string;
                /** @constant */
                readonly kind: "profile";
            } | {
                /** @constant */
                readonly kind: "event";
                readonly name: string;
            } | {
                readonly custom_data?: {
                    readonly [key: string]: unknown;
                };
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "offer";
                readonly offer: string;
                /** Format: uuid */
                readonly order_id?: string;
                readonly redeemed_at?: string | null;
                readonly rule: string | null;
                readonly starts_at?: string | null;
                readonly status: string;
                readonly transaction_id?: string;
                /** Format: uuid */
                readonly user_offer_id: string;
            } | {
                /** @description In the smallest unit of money. */
                readonly amount: number;
                /** @constant */
                readonly kind: "discount";
                readonly lines: readonly {
                    readonly amount: number;
                    readonly line: string;
                    readonly quantity: number;
                }[];
                /** Format: uuid */
                readonly user_offer_id: string;
            } | {
                readonly delivery: string | null;
                readonly item: string;
                /** @constant */
                readonly kind: "order";
                readonly offer: string;
                /** Format: uuid */
                readonly order_id: string;
                readonly points: number;
                readonly quantity: number;
                readonly status: string;
                readonly store: string;
                readonly tracking: string | null;
            } | {
                /** Format: uuid */
                readonly exclusion_id: string;
                /** @constant */
                readonly kind: "exclusion";
                readonly offer: string;
                readonly status: string;
            } | {
                /** @constant */
                readonly kind: "message";
                readonly message: string;
                /** Format: uuid */
                readonly message_id: string;
                readonly provider: string;
            } | {
                readonly action: string;
                readonly campaign: string;
                /** @constant */
                readonly kind: "campaign";
            } | {
                /** Format: uuid */
                readonly account_id: string;
                readonly direction: string;
                readonly external_id: string;
                /** @constant */
                readonly kind: "external_account";
                readonly system: string;
            } | {
                readonly action: string;
                readonly email: boolean;
                readonly identifiers: readonly {
                    readonly type: string;
                    readonly value: string;
                }[];
                /** @constant */
                readonly kind: "merge";
                /** Format: uuid */
                readonly other_id: string;
            } | {
                /** Format: uuid */
                readonly claim_id: string;
                readonly code: string;
                /** @description Why a try failed. */
                readonly error: string | null;
                /** @constant */
                readonly kind: "promo_code";
                readonly list: string | null;
                /** @description What assigned it. */
                readonly rule: string | null;
                readonly status: string;
            } | {
                /** @constant */
                readonly kind: "promo_lockout";
                readonly status: string;
                readonly until: string | null;
            } | {
                /** @constant */
                readonly kind: "ticket";
                readonly reference: string;
                readonly status: string;
                /** Format: uuid */
                readonly ticket_id: string;
                readonly updates: number;
            } | {
                readonly action: string;
                /** @constant */
                readonly kind: "purchase";
                readonly net: number;
                readonly net_returned: number;
                /** Format: uuid */
                readonly purchase_id: string;
                readonly status: string;
                readonly transaction_id: string;
            } | {
                readonly action: string;
                /** @description In the smallest unit of the currency. */
                readonly balance: number;
                /** Format: uuid */
                readonly card_id: string;
                readonly currency: string;
                /** @constant */
                readonly kind: "card";
                /** @description The last digits. */
                readonly number: string;
                readonly status: string;
                readonly type: string;
            } | {
                readonly activity: string;
                /** @description In the smallest unit of the currency. */
                readonly balance: number;
                /** Format: uuid */
                readonly card_id: string;
                /** @description In the smallest unit of the currency. */
                readonly change: number;
                /** Format: uuid */
                readonly entry_id: string;
                /** @constant */
                readonly kind: "card_entry";
            } | {
                readonly action: string;
                readonly edits: number;
                /** @constant */
                readonly kind: "note";
                /** Format: uuid */
                readonly note_id: string;
                readonly status: string;
            } | {
                readonly action: string;
                readonly downloads: number;
                /** @constant */
                readonly kind: "privacy";
                readonly request: string;
                /** Format: uuid */
                readonly request_id: string;
                readonly status: string;
            })[];
            readonly programme_version: number;
            /** Format: date-time */
            readonly recorded_at: string;
            readonly refusal: {
                readonly code: string;
                readonly detail: {
                    readonly [key: string]: unknown;
                };
            } | null;
            readonly tiers: readonly {
                readonly from: string | null;
                readonly reason: string;
                readonly system: string;
                readonly to: string;
            }[];
            /** @description Each rule that was looked at, in order, and the figures behind its verdict. */
            readonly trace: readonly {
                readonly detail: {
                    readonly [key: string]: unknown;
                };
                readonly rule: string;
                readonly verdict: string;
            }[];
        };
        /** @description Which parts are set, and where: in the settings (LAUREL_PROVIDER_…), which go first, or in the store. */
        readonly SyncAccess: {
            readonly key: ("settings" | "store") | null;
            /** @description What the connector needs and nobody has set. */
            readonly missing: readonly ("url" | "key" | "secret")[];
            /** @description False: what is stored was sealed under a key that is not known here. */
            readonly readable: boolean;
            readonly secrets: ("settings" | "store") | null;
            readonly updated_at: string | null;
            readonly updated_by: string | null;
            readonly url: ("settings" | "store") | null;
        };
        readonly SyncCheck: {
            readonly lines: readonly {
                readonly ok: boolean;
                readonly reason: string | null;
                readonly what: string;
            }[];
            readonly ok: boolean;
        };
        readonly SyncConnection: {
            readonly access: components["schemas"]["SyncAccess"];
            readonly connection: string;
            /** @enum {string} */
            readonly connector: "infobip" | "braze" | "klaviyo" | "customerio" | "sfmc";
            readonly first_sent_at: string | null;
            readonly options: components["schemas"]["SyncOptions"];
            /** @description Null unless paused; by nobody: the platform refused the key. */
            readonly pause: {
                readonly at: string | null;
                readonly by: string | null;
                readonly reason: string;
            } | null;
            readonly set_up_at: string | null;
            /**
             * @description `new`: not set up yet.
             * @enum {string}
             */
            readonly status: "new" | "running" | "paused";
            /** @description Of the platform. */
            readonly title: string;
            readonly updated_at: string | null;
            readonly updated_by: string | null;
        };
        readonly SyncConnector: {
            /** @enum {string} */
            readonly connector: "infobip" | "braze" | "klaviyo" | "customerio" | "sfmc";
            /** @description Null: the address has to be set. */
            readonly default_url: string | null;
            /** @description Types of attributes can never be changed once they are made. */
            readonly fixed_types: boolean;
            /** @description What the platform documents: requests a second, and items in one. */
            readonly limits: readonly {
                readonly items: number;
                /** @enum {string} */
                readonly operation: "read" | "upsert" | "contacts" | "erase" | "events" | "tags" | "attributes" | "definitions";
                readonly per_second: number;
            }[];
            readonly needs: readonly ("url" | "key" | "secret")[];
            /** @description What it has can be compared and repaired. */
            readonly reads_back: boolean;
            readonly title: string;
        };
        readonly SyncCustomerCounts: {
            readonly erased: number;
            readonly failed: number;
            readonly left: number;
            readonly pending: number;
            readonly synced: number;
        };
        readonly SyncedCustomer: {
            /** @description In a row without success. */
            readonly attempts: number;
            /** Format: uuid */
            readonly customer_id: string;
            readonly email: string | null;
            /** @description Null as well when the caller may not read customers. */
            readonly first_name: string | null;
            /** @description By which the platform knows them. */
            readonly key: string;
            readonly last_name: string | null;
            /** @description When it is looked at again without anything happening. */
            readonly next_at: string | null;
            /** @description In the platform's words. */
            readonly reason: string | null;
            readonly remote_id: string | null;
            /** @description Of the last attempt: created, updated, unchanged, refused. */
            readonly result: string | null;
            /**
             * @description `pending`: to be sent. `failed`: refused there, see reason. `left`: opted out, and not a member there any more.
             * @enum {string}
             */
            readonly status: "pending" | "synced" | "failed" | "left" | "erased";
            readonly synced_at: string | null;
            /** @description Carries the Loyalty tag there. */
            readonly tagged: boolean;
            readonly tried_at: string | null;
            /** @description The tag was taken off by hand, and stays off. */
            readonly untagged_by_hand: boolean;
        };
        /** @description That were set aside. */
        readonly SyncEventCounts: {
            readonly dead: number;
            readonly expired: number;
            readonly waiting: number;
        };
        readonly SyncEventDefinition: {
            readonly about: string;
            /** @enum {string} */
            readonly event: "opt_in" | "opt_out" | "point_accrual" | "point_redemption" | "tier_upgrade" | "tier_downgrade" | "tier_anniversary" | "close_to_tier_upgrade";
            /** @description Of the definition there. */
            readonly id: string;
            readonly properties: readonly {
                readonly name: string;
                /** @enum {string} */
                readonly type: "string" | "integer" | "decimal" | "boolean" | "datetime";
            }[];
            readonly title: string;
        };
        readonly SyncField: {
            readonly about: string;
            /** @enum {string} */
            readonly field: "loyalty_id" | "first_name" | "last_name" | "email" | "active_status" | "birthday" | "anniversary_date" | "phone" | "zip_code" | "opt_in_status" | "opt_in_date" | "available_points" | "earned_points" | "used_points" | "hold_points" | "next_expiring_points" | "points_expiration_date" | "expired_points" | "current_tier" | "next_tier" | "points_for_next_tier" | "tier_achieve_date" | "available_rewards" | "points_for_next_reward" | "highest_available_reward" | "first_activity_date" | "last_activity_date" | "first_purchase_date" | "last_purchase_date" | "opt_out_date" | "opt_in_source" | "tier_expiry_date" | "previous_tier" | "lifetime_spend" | "last_action_id" | "last_action_name";
            readonly title: string;
            /** @enum {string} */
            readonly type: "string" | "decimal" | "boolean" | "date" | "datetime";
        };
        readonly SyncFieldMapping: {
            readonly about: string;
            /** @description Differs from what the connector does by itself. */
            readonly changed: boolean;
            /** @description False: it is not sent. */
            readonly enabled: boolean;
            /** @enum {string} */
            readonly field: "loyalty_id" | "first_name" | "last_name" | "email" | "active_status" | "birthday" | "anniversary_date" | "phone" | "zip_code" | "opt_in_status" | "opt_in_date" | "available_points" | "earned_points" | "used_points" | "hold_points" | "next_expiring_points" | "points_expiration_date" | "expired_points" | "current_tier" | "next_tier" | "points_for_next_tier" | "tier_achieve_date" | "available_rewards" | "points_for_next_reward" | "highest_available_reward" | "first_activity_date" | "last_activity_date" | "first_purchase_date" | "last_purchase_date" | "opt_out_date" | "opt_in_source" | "tier_expiry_date" | "previous_tier" | "lifetime_spend" | "last_action_id" | "last_action_name";
            /**
             * @description `identity`: by which the platform knows the person. `email`, `phone`: contacts. `standard`: the platform has it for everybody. `custom`: the set-up makes it.
             * @enum {string}
             */
            readonly kind: "identity" | "email" | "phone" | "standard" | "custom";
            readonly standard: components["schemas"]["SyncFieldStandard"];
            /** @description The platform's name of it; of identities and contacts without meaning. */
            readonly target: string;
            readonly title: string;
            readonly transforms: readonly components["schemas"]["SyncTransform"][];
            /** @enum {string} */
            readonly type: "string" | "integer" | "decimal" | "boolean" | "date" | "datetime";
            /** @description Members were sent, and the platform never changes the type of an attribute. */
            readonly type_fixed: boolean;
        };
        /** @description What the connector does by itself. */
        readonly SyncFieldStandard: {
            /** @description False: it is not sent. */
            readonly enabled: boolean;
            /**
             * @description `identity`: by which the platform knows the person. `email`, `phone`: contacts. `standard`: the platform has it for everybody. `custom`: the set-up makes it.
             * @enum {string}
             */
            readonly kind: "identity" | "email" | "phone" | "standard" | "custom";
            /** @description The platform's name of it; of identities and contacts without meaning. */
            readonly target: string;
            readonly transforms: readonly components["schemas"]["SyncTransform"][];
            /** @enum {string} */
            readonly type: "string" | "integer" | "decimal" | "boolean" | "date" | "datetime";
        };
        readonly SyncLane: {
            /** @description In a row. */
            readonly failures: number;
            /** @description How far behind the log; null when it is up to date. */
            readonly lag_seconds: number | null;
            /** @enum {string} */
            readonly lane: "profiles" | "events";
            /** Format: date-time */
            readonly moved_at: string;
            /**
             * Format: date-time
             * @description Nothing is tried before.
             */
            readonly next_at: string;
            readonly reason: string | null;
            readonly sent: number;
        };
        readonly SyncMapping: {
            readonly items: readonly components["schemas"]["SyncFieldMapping"][];
        };
        readonly SyncOptions: {
            /** @description Active is whoever did something within these days. */
            readonly active_days: number;
            /** @description Of the rate of upserts, for a backfill. */
            readonly backfill_share: number;
            /** @description Which are sent. */
            readonly events: readonly ("opt_in" | "opt_out" | "point_accrual" | "point_redemption" | "tier_upgrade" | "tier_downgrade" | "tier_anniversary" | "close_to_tier_upgrade")[];
            /** @description Requests a second; what is not here is as the connector's. */
            readonly limits: {
                readonly [key: string]: number;
            };
            /**
             * @description `delete`: the person goes there, too.
             * @enum {string}
             */
            readonly on_forget: "clear" | "delete";
            /**
             * @description What becomes of the values there; the tag is removed either way.
             * @enum {string}
             */
            readonly on_opt_out: "keep" | "clear";
            /** @description So many are read back each night and compared. */
            readonly reconcile_sample: number;
        };
        readonly SyncPush: {
            readonly connection: string;
            readonly reason: string | null;
            /** @enum {string} */
            readonly result: "queued" | "refused";
        };
        readonly SyncSetAsideEvent: {
            readonly attempts: number;
            /** Format: uuid */
            readonly customer_id: string;
            /** @enum {string} */
            readonly event: "opt_in" | "opt_out" | "point_accrual" | "point_redemption" | "tier_upgrade" | "tier_downgrade" | "tier_anniversary" | "close_to_tier_upgrade";
            /** Format: uuid */
            readonly id: string;
            /** Format: date-time */
            readonly occurred_at: string;
            readonly properties: {
                readonly [key: string]: unknown;
            };
            readonly reason: string;
            /** Format: date-time */
            readonly set_aside_at: string;
            /**
             * @description `waiting`: until its customer is known there. `dead`: refused. `expired`: too old to be taken.
             * @enum {string}
             */
            readonly status: "waiting" | "dead" | "expired";
            readonly title: string;
        };
        readonly SyncSetup: {
            /** @description What is there and cannot be changed: nothing is made before it is resolved. */
            readonly conflicts: readonly {
                /** @enum {string} */
                readonly kind: "attribute" | "definition";
                readonly name: string;
                readonly problem: string;
            }[];
            /** @description False: nothing has to be made on this platform. */
            readonly needed: boolean;
            /** @description How much is there as it should be. */
            readonly present: number;
            /** @description What will be made, in this order. */
            readonly steps: readonly ({
                /** @constant */
                readonly kind: "attribute";
                readonly name: string;
                /** @enum {string} */
                readonly type: "string" | "integer" | "decimal" | "boolean" | "date" | "datetime";
            } | {
                /** @constant */
                readonly kind: "tag";
                readonly name: string;
            } | {
                readonly about: string;
                readonly fields: readonly {
                    readonly name: string;
                    readonly type: string;
                }[];
                readonly id: string;
                /** @constant */
                readonly kind: "definition";
                readonly title: string;
            } | {
                readonly fields: readonly {
                    readonly name: string;
                    readonly type: string;
                }[];
                readonly id: string;
                /** @constant */
                readonly kind: "definition_fields";
            })[];
        };
        readonly SyncSetupApplied: {
            readonly connection: components["schemas"]["SyncConnection"];
            /** @description How much was made there. */
            readonly made: number;
            readonly present: number;
        };
        readonly SyncStatus: {
            /** Format: date-time */
            readonly at: string;
            /** @description The last one, whether it is over or not; null when there was none. */
            readonly backfill: {
                readonly run: components["schemas"]["Run"];
                readonly seconds_left: number | null;
            } | null;
            readonly connection: string;
            readonly customers: components["schemas"]["SyncCustomerCounts"];
            readonly events: components["schemas"]["SyncEventCounts"];
            readonly lanes: readonly components["schemas"]["SyncLane"][];
            /** @description The last one. */
            readonly reconciliation: components["schemas"]["Run"] | null;
            /** @description False: no process is sending. */
            readonly served: boolean;
            /** @enum {string} */
            readonly status: "new" | "running" | "paused";
        };
        /** @description What is done to a value before it is sent; one after the other. */
        readonly SyncTransform: {
            readonly format: string;
            /** @constant */
            readonly kind: "date_format";
        } | {
            /** @constant */
            readonly kind: "boolean_words";
            readonly no: string;
            readonly yes: string;
        } | {
            readonly digits: number;
            /** @constant */
            readonly kind: "round";
        } | {
            /** @constant */
            readonly kind: "truncate";
            readonly length: number;
        } | {
            /** @constant */
            readonly kind: "phone_e164";
            readonly plus: boolean;
        } | {
            /** @constant */
            readonly kind: "clean_name";
        } | {
            /** @constant */
            readonly kind: "lower_case";
        } | {
            /** @constant */
            readonly kind: "constant";
            readonly value: string;
        } | {
            /** @constant */
            readonly kind: "prefix";
            readonly text: string;
        };
        /** @description What is done to a value before it is sent; one after the other. */
        readonly SyncTransformInput: {
            readonly format: string;
            /** @constant */
            readonly kind: "date_format";
        } | {
            /** @constant */
            readonly kind: "boolean_words";
            readonly no: string;
            readonly yes: string;
        } | {
            readonly digits: number;
            /** @constant */
            readonly kind: "round";
        } | {
            /** @constant */
            readonly kind: "truncate";
            readonly length: number;
        } | {
            /** @constant */
            readonly kind: "phone_e164";
            readonly plus: boolean;
        } | {
            /** @constant */
            readonly kind: "clean_name";
        } | {
            /** @constant */
            readonly kind: "lower_case";
        } | {
            /** @constant */
            readonly kind: "constant";
            readonly value: string;
        } | {
            /** @constant */
            readonly kind: "prefix";
            readonly text: string;
        };
        readonly Ticket: {
            /** Format: uuid */
            readonly id: string;
            readonly link: string | null;
            readonly reference: string;
            readonly status: string;
            readonly subject: string | null;
            readonly submitted_at: string | null;
            readonly type: string | null;
            /** Format: date-time */
            readonly updated_at: string;
            readonly updates: number;
        };
        readonly TicketReport: {
            /** @description A customer: the id, or `type:value` of an identifier. */
            readonly customer: string;
            /**
             * Format: uri
             * @description Where agents open the ticket.
             */
            readonly link?: string;
            /** @description The ticket as the support system names it; reports with the same one are updates. */
            readonly reference: string;
            /**
             * @example open
             * @example solved
             */
            readonly status: string;
            readonly subject?: string;
            /** Format: date-time */
            readonly submitted_at?: string;
            /** @example missing points */
            readonly type?: string;
            /**
             * Format: date-time
             * @description When it came to be so; now when left out. An older report does not undo a newer one.
             */
            readonly updated_at?: string;
        };
        readonly TierEntries: {
            readonly current: number;
            readonly items: readonly {
                readonly account: string | null;
                readonly amount: number;
                /** Format: date-time */
                readonly at: string;
                readonly id: string;
                readonly kind: string;
                readonly reference_type: string | null;
                readonly rule: string | null;
                readonly source: string | null;
            }[];
            readonly level: string;
            readonly needed: number;
            /** @description Pass as `after` for the next page; null on the last one. */
            readonly next: string | null;
            readonly words: string;
        };
        readonly TierLevel: {
            readonly benefits: readonly string[];
            readonly name: string;
            readonly rank: number;
            readonly title: string;
        };
        readonly TierMove: {
            readonly actor: {
                readonly kind: string;
                readonly name: string;
            } | null;
            /** Format: uuid */
            readonly decision_id: string;
            readonly from: string | null;
            /** Format: uuid */
            readonly id: string;
            readonly maintenance_at: string | null;
            readonly note: string | null;
            /** Format: date-time */
            readonly occurred_at: string;
            readonly reason: string;
            /** Format: date-time */
            readonly recorded_at: string;
            readonly system: string;
            readonly to: string;
        };
        readonly TierProgress: {
            readonly anniversary_at: string | null;
            readonly keep: components["schemas"]["TierRequirement"] | null;
            readonly level: components["schemas"]["TierLevel"] | null;
            readonly maintenance_at: string | null;
            readonly next: components["schemas"]["TierRequirement"] | null;
            readonly primary: boolean;
            readonly since: string | null;
            /**
             * @description Whether what keeps the level is there already (`secured`), not yet (`open`), or never asked for.
             * @enum {string}
             */
            readonly status: "none" | "permanent" | "secured" | "open";
            readonly system: string;
            readonly title: string;
        };
        readonly TierRequirement: {
            readonly conditions: readonly {
                readonly account: string | null;
                /** @enum {string} */
                readonly compare: "at_least" | "at_most" | "exactly";
                readonly counted: {
                    readonly account: string | null;
                    /** @enum {string} */
                    readonly kind: "points_earned" | "balance" | "events";
                    readonly since: string | null;
                    readonly until: string | null;
                } | null;
                readonly current: number;
                readonly event: string | null;
                readonly kind: string;
                readonly met: boolean;
                readonly missing: number;
                readonly needed: number;
                readonly words: string;
            }[];
            readonly level: components["schemas"]["TierLevel"];
            /** @enum {string} */
            readonly match: "all" | "any" | "none";
            readonly met: boolean;
            readonly missing: number;
            readonly words: string;
        };
        readonly Transaction: {
            readonly channel?: string;
            /** @description Kept with the transaction, read by no rule. */
            readonly custom?: {
                readonly [key: string]: unknown;
            };
            /** @description Who bought, where the payments do not say it. */
            readonly customer?: string;
            /** @default [] */
            readonly discounts?: readonly components["schemas"]["TransactionDiscount"][];
            /** @default [] */
            readonly items?: readonly components["schemas"]["TransactionItem"][];
            /**
             * Format: date-time
             * @description Of this version: a later one of the same transaction may have fewer lines, which is a return.
             */
            readonly modified_at?: string;
            /** Format: date-time */
            readonly occurred_at?: string;
            readonly payments?: readonly components["schemas"]["TransactionPayment"][];
            /** @default [] */
            readonly promo_codes?: readonly string[];
            readonly store?: string;
            /** @description Without tax, after discounts; the sum of the items when left out. */
            readonly subtotal?: number;
            /** @default 0 */
            readonly tax?: number;
            readonly total?: number;
            /** @description The idempotency key, together with `modified_at`. */
            readonly transaction_id: string;
        };
        readonly TransactionDiscount: {
            readonly amount?: number;
            /** @description Kept with the transaction, read by no rule. */
            readonly custom?: {
                readonly [key: string]: unknown;
            };
            readonly discount_id?: string;
            readonly lines?: readonly string[];
            readonly name?: string;
            readonly promo_code?: string;
            /**
             * Format: uuid
             * @description An offer of the wallet that this redeems.
             */
            readonly user_offer?: string;
        };
        readonly TransactionItem: {
            /** @description For the whole quantity, without tax and after its discounts. */
            readonly amount: number;
            /** @description Kept with the transaction, read by no rule. */
            readonly custom?: {
                readonly [key: string]: unknown;
            };
            /** @description The catalogue's id; an unknown one is recorded there. */
            readonly item?: string;
            /** @description Its id inside the transaction; its place when left out. */
            readonly line?: string;
            readonly name?: string;
            /** @default 1 */
            readonly quantity?: number;
            readonly unit_price?: number;
        };
        readonly TransactionPayment: {
            readonly amount: number;
            /** @description Kept with the transaction, read by no rule. */
            readonly custom?: {
                readonly [key: string]: unknown;
            };
            /** @description A customer: the id, or `type:value` of an identifier. */
            readonly customer?: string;
            readonly payment_id?: string;
            readonly type?: string;
        };
        readonly TransactionReturn: {
            /** @description Of one customer only; of all who paid when left out. */
            readonly customer?: string;
            /** @description What comes back; all that is left when left out. */
            readonly lines?: readonly {
                readonly line: string;
                /** @default 1 */
                readonly quantity?: number;
            }[];
            /** Format: date-time */
            readonly occurred_at?: string;
            readonly reason?: string;
        };
        readonly TransactionVoid: {
            /** @description A customer: the id, or `type:value` of an identifier. */
            readonly customer?: string;
            /** Format: date-time */
            readonly occurred_at?: string;
            readonly reason: string;
        };
        readonly TrayMessage: {
            /** Format: date-time */
            readonly at: string;
            /** @description The variant's own body, rendered. */
            readonly body: unknown;
            readonly channel: string | null;
            /** Format: uuid */
            readonly customer_id: string;
            readonly html: string | null;
            /** Format: uuid */
            readonly id: string;
            readonly message: string;
            readonly provider: string;
            /** @description `no_address`: the provider is a tray, or lacks its address or key. `test_persona`: it is for a test. */
            readonly reason: string | null;
            readonly subject: string | null;
            readonly template_id: string | null;
            readonly text: string | null;
            readonly to: string | null;
        };
        readonly TriedCampaign: {
            /**
             * Format: date-time
             * @description Now; of campaigns of occasions, when the next occasion of this customer comes.
             */
            readonly at: string;
            /** @description Available points after the decision, of the accounts that it touched. */
            readonly balances: {
                readonly [key: string]: number;
            };
            /** Format: uuid */
            readonly customer_id: string;
            readonly explanation: components["schemas"]["Explanation"];
            /** @description Whether the campaign itself would give something. */
            readonly given: boolean;
            readonly outcomes: readonly ({
                readonly account: string;
                /** @description Signed: negative takes away. */
                readonly amount: number;
                readonly available_at: string | null;
                readonly entry: string;
                /** Format: uuid */
                readonly entry_id: string;
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "points";
                /** Format: uuid */
                readonly movement_id: string;
                readonly rule: string | null;
                readonly source: string | null;
            } | {
                readonly from: string | null;
                /** @constant */
                readonly kind: "tier";
                readonly reason: string;
                readonly system: string;
                readonly to: string;
            } | {
                readonly count: number;
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "tag";
                readonly tag: string;
            } | {
                readonly attribute: string;
                /** @constant */
                readonly kind: "attribute";
                readonly value: unknown;
            } | {
                readonly amount: number;
                /** Format: date-time */
                readonly expires_at: string;
                /** Format: uuid */
                readonly hold_id: string;
                /** @constant */
                readonly kind: "hold";
                readonly status: string;
            } | {
                readonly action: string;
                /** @constant */
                readonly kind: "profile";
            } | {
                /** @constant */
                readonly kind: "event";
                readonly name: string;
            } | {
                readonly custom_data?: {
                    readonly [key: string]: unknown;
                };
                readonly expires_at: string | null;
                /** @constant */
                readonly kind: "offer";
                readonly offer: string;
                /** Format: uuid */
                readonly order_id?: string;
                readonly redeemed_at?: string | null;
                readonly rule: string | null;
                readonly starts_at?: string | null;
                readonly status: string;
                readonly transaction_id?: string;
                /** Format: uuid */
                readonly user_offer_id: string;
            } | {
                /** @description In the smallest unit of money. */
                readonly amount: number;
                /** @constant */
                readonly kind: "discount";
                readonly lines: readonly {
                    readonly amount: number;
                    readonly line: string;
                    readonly quantity: number;
                }[];
                /** Format: uuid */
                readonly user_offer_id: string;
            } | {
                readonly delivery: string | null;
                readonly item: string;
                /** @constant */
                readonly kind: "order";
                readonly offer: string;
                /** Format: uuid */
                readonly order_id: string;
                readonly points: number;
                readonly quantity: number;
                readonly status: string;
                readonly store: string;
                readonly tracking: string | null;
            } | {
                /** Format: uuid */
                readonly exclusion_id: string;
                /** @constant */
                readonly kind: "exclusion";
                readonly offer: string;
                readonly status: string;
            } | {
                /** @constant */
                readonly kind: "message";
                readonly message: string;
                /** Format: uuid */
                readonly message_id: string;
                readonly provider: string;
            } | {
                readonly action: string;
                readonly campaign: string;
                /** @constant */
                readonly kind: "campaign";
            } | {
                /** Format: uuid */
                readonly account_id: string;
                readonly direction: string;
                readonly external_id: string;
                /** @constant */
                readonly kind: "external_account";
                readonly system: string;
            } | {
                readonly action: string;
                readonly email: boolean;
                readonly identifiers: readonly {
                    readonly type: string;
                    readonly value: string;
                }[];
                /** @constant */
                readonly kind: "merge";
                /** Format: uuid */
                readonly other_id: string;
            } | {
                /** Format: uuid */
                readonly claim_id: string;
                readonly code: string;
                /** @description Why a try failed. */
                readonly error: string | null;
                /** @constant */
                readonly kind: "promo_code";
                readonly list: string | null;
                /** @description What assigned it. */
                readonly rule: string | null;
                readonly status: string;
            } | {
                /** @constant */
                readonly kind: "promo_lockout";
                readonly status: string;
                readonly until: string | null;
            } | {
                /** @constant */
                readonly kind: "ticket";
                readonly reference: string;
                readonly status: string;
                /** Format: uuid */
                readonly ticket_id: string;
                readonly updates: number;
            } | {
                readonly action: string;
                /** @constant */
                readonly kind: "purchase";
                readonly net: number;
                readonly net_returned: number;
                /** Format: uuid */
                readonly purchase_id: string;
                readonly status: string;
                readonly transaction_id: string;
            } | {
                readonly action: string;
                /** @description In the smallest unit of the currency. */
                readonly balance: number;
                /** Format: uuid */
                readonly card_id: string;
                readonly currency: string;
                /** @constant */
                readonly kind: "card";
                /** @description The last digits. */
                readonly number: string;
                readonly status: string;
                readonly type: string;
            } | {
                readonly activity: string;
                /** @description In the smallest unit of the currency. */
                readonly balance: number;
                /** Format: uuid */
                readonly card_id: string;
                /** @description In the smallest unit of the currency. */
                readonly change: number;
                /** Format: uuid */
                readonly entry_id: string;
                /** @constant */
                readonly kind: "card_entry";
            } | {
                readonly action: string;
                readonly edits: number;
                /** @constant */
                readonly kind: "note";
                /** Format: uuid */
                readonly note_id: string;
                readonly status: string;
            } | {
                readonly action: string;
                readonly downloads: number;
                /** @constant */
                readonly kind: "privacy";
                readonly request: string;
                /** Format: uuid */
                readonly request_id: string;
                readonly status: string;
            })[];
            /** @description That the campaign itself would give. */
            readonly points: number;
            readonly refusal: {
                readonly code: string;
                readonly detail: {
                    readonly [key: string]: unknown;
                };
            } | null;
            readonly tiers: readonly {
                readonly from: string | null;
                readonly reason: string;
                readonly system: string;
                readonly to: string;
            }[];
        };
        readonly User: {
            /** Format: date-time */
            readonly created_at: string;
            readonly disabled_at: string | null;
            readonly email: string;
            readonly groups: readonly string[];
            readonly has_second_factor: boolean;
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            /** @description Accounts of their own: they may change nothing there. */
            readonly own_customers: readonly string[];
            readonly roles: readonly string[];
            /** @enum {string} */
            readonly status: "invited" | "active" | "disabled";
        };
        readonly UserGroup: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            readonly roles: readonly string[];
        };
        readonly UserOffer: {
            readonly custom_data: {
                readonly [key: string]: unknown;
            };
            /** @description Redeemable until then; null: for ever. */
            readonly expires_at: string | null;
            /** Format: date-time */
            readonly issued_at: string;
            readonly offer: string;
            /** @description Of the order that bought it. */
            readonly order_id: string | null;
            readonly redeemed_at: string | null;
            /** @description What gave it; null when somebody did by hand. */
            readonly rule: string | null;
            /** @description Redeemable from then on; null: at once. */
            readonly starts_at: string | null;
            /** @enum {string} */
            readonly status: "issued" | "locked" | "redeemed" | "expired" | "revoked";
            readonly title: string;
            /** @description That it is locked for, or that redeemed it. */
            readonly transaction_id: string | null;
            /** @description Null when the programme does not have the offer any more. */
            readonly type: string | null;
            /** Format: uuid */
            readonly user_offer_id: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly acceptInvitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly password: string;
                    readonly token: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @enum {boolean} */
                        readonly done: true;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly signInWithOidc: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly url: string;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changePassword: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly current_password: string;
                    readonly new_password: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @enum {boolean} */
                        readonly done: true;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly beginSecondFactor: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly password: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description Each works once; shown in this answer only. */
                        readonly backup_codes: readonly string[];
                        /** @description otpauth://…, as a QR code for the authenticator. */
                        readonly totp_uri: string;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly makeBackupCodes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly password: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description Each works once; shown in this answer only. */
                        readonly backup_codes: readonly string[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly disableSecondFactor: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly password: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @enum {boolean} */
                        readonly done: true;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly verifySecondFactor: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly code: string;
                    /**
                     * @default totp
                     * @enum {string}
                     */
                    readonly kind?: "totp" | "backup_code";
                    /**
                     * @description Ask for no code here for 30 days.
                     * @default false
                     */
                    readonly trust_device?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @enum {boolean} */
                        readonly done: true;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly signIn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** Format: email */
                    readonly email: string;
                    readonly password: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description Send a code to /auth/second-factor/verify next. */
                        readonly second_factor_needed: boolean;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly signOut: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @enum {boolean} */
                        readonly done: true;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly programme_version: number | null;
                        readonly reasons: readonly string[];
                        /** @enum {string} */
                        readonly status: "ready" | "not_ready";
                    };
                };
            };
            /** @description Default Response */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly programme_version: number | null;
                        readonly reasons: readonly string[];
                        /** @enum {string} */
                        readonly status: "ready" | "not_ready";
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getProblem: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly code: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly code: string;
                        readonly meaning: string;
                        readonly retryable: boolean;
                        readonly status: number;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAccessAudit: {
        readonly parameters: {
            readonly query?: {
                readonly action?: string;
                readonly actor_id?: string;
                readonly after?: string;
                readonly limit?: number;
                readonly target_id?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AccessEntry"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listActivityTypes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly category: string;
                            readonly title: string;
                            readonly type: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getOverview: {
        readonly parameters: {
            readonly query?: {
                readonly days?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listPointsByMonth: {
        readonly parameters: {
            readonly query?: {
                readonly months?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** Format: date-time */
                        readonly as_of: string;
                        readonly is_complete: boolean;
                        readonly items: readonly components["schemas"]["PointsOfMonth"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly exportPointsByDay: {
        readonly parameters: {
            readonly query?: {
                readonly from?: string;
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description day, account, issued, used, expired, reversed, received, sent, outstanding */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/csv": unknown;
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listApiKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ApiKey"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default [] */
                    readonly limits?: readonly components["schemas"]["GoodwillLimitInput"][];
                    readonly name: string;
                    /** @default null */
                    readonly rate_limit?: number | null;
                    readonly scopes: readonly ("customers:read" | "customers:write" | "events:write" | "transactions:read" | "transactions:write" | "catalogue:read" | "catalogue:write" | "points:read" | "points:write" | "tiers:read" | "tiers:write" | "campaigns:read" | "campaigns:write" | "offers:read" | "offers:write" | "codes:read" | "codes:write" | "codes:claim" | "cards:read" | "cards:write" | "cards:numbers" | "messages:read" | "messages:write" | "programme:read" | "programme:write" | "runs:write" | "sync:read" | "sync:write" | "users:read" | "users:write" | "approvals:read" | "approvals:write" | "audit:read" | "analytics:read" | "privacy:read" | "privacy:write" | "sessionm" | "admin")[];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly revokeApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listApprovals: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly customer_id?: string;
                readonly limit?: number;
                readonly requested_by?: string;
                readonly status?: "open" | "approved" | "rejected" | "expired" | "failed";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Approval"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getApproval: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly approval: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly approveRequest: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly approval: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly rejectRequest: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly approval: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAttention: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Attention"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAudiences: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly audience: string;
                            readonly title: string;
                            readonly when: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAudience: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly audience: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Audience"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly previewAudience: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly when: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AudienceMembers"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAuditFeed: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly delivered: number;
                        readonly delivered_at: string | null;
                        /** @description Tries since the last delivery that failed. */
                        readonly failures: number;
                        /** @description Null: the programme tells nobody. */
                        readonly provider: string | null;
                        readonly reason: string | null;
                        /** @description Null: all. */
                        readonly types: readonly string[] | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAuditTypes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly category: string;
                            readonly title: string;
                            readonly type: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listCampaigns: {
        readonly parameters: {
            readonly query?: {
                /** @description By its dates, and by what people did: submitted, approved, paused, resumed, ended. */
                readonly state?: "draft" | "review" | "scheduled" | "active" | "paused" | "ended";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Campaign"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCampaign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly campaign: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CampaignInFull"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putCampaign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly campaign: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description As it stands in a programme under `campaigns`. */
                    readonly definition: {
                        readonly [key: string]: unknown;
                    };
                    /** @description The live version that the plan was made against; refused when another one is live by now. */
                    readonly expected_version?: number;
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        readonly unchanged: boolean;
                        readonly version: number;
                        readonly warnings: readonly {
                            readonly path: string;
                            readonly sentence: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteCampaign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly campaign: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        readonly unchanged: boolean;
                        readonly version: number;
                        readonly warnings: readonly {
                            readonly path: string;
                            readonly sentence: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly approveCampaign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly campaign: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly endCampaign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly campaign: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly pauseCampaign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly campaign: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCampaignResults: {
        readonly parameters: {
            readonly query?: {
                readonly from?: string;
                readonly to?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly campaign: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly campaign: string;
                        /** @description Days of the programme on which it gave something, newest first. */
                        readonly days: readonly components["schemas"]["CampaignDay"][];
                        readonly total: components["schemas"]["CampaignFigures"];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly resumeCampaign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly campaign: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submitCampaign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly campaign: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly checkCampaign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Its name: a new one, or that of a campaign whose other definition is tried. */
                    readonly campaign: string;
                    /** @description As it stands in a programme under `campaigns`. */
                    readonly definition: {
                        readonly [key: string]: unknown;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CheckedCampaign"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly tryCampaignOnBase: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Its name: a new one, or that of a campaign whose other definition is tried. */
                    readonly campaign: string;
                    /** @default 30 */
                    readonly days?: number;
                    /** @description As it stands in a programme under `campaigns`. */
                    readonly definition: {
                        readonly [key: string]: unknown;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CampaignTrial"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly tryCampaignOnCustomer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Its name: a new one, or that of a campaign whose other definition is tried. */
                    readonly campaign: string;
                    /** @description A customer: the id, or `type:value` of an identifier. */
                    readonly customer: string;
                    /** @description As it stands in a programme under `campaigns`. */
                    readonly definition: {
                        readonly [key: string]: unknown;
                    };
                    /** @description The first that the campaign listens to, when left out. */
                    readonly event?: string;
                    /** @default {} */
                    readonly properties?: {
                        readonly [key: string]: unknown;
                    };
                    /** @default 1 */
                    readonly quantity?: number;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TriedCampaign"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listCardTypes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["CardType"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeCustomers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly change: {
                        /** @enum {string} */
                        readonly kind: "tag";
                        readonly tag: string;
                        /** @default null */
                        readonly ttl_seconds?: number | null;
                    } | {
                        /** @enum {string} */
                        readonly kind: "untag";
                        readonly tag: string;
                    } | {
                        readonly connection: string;
                        /** @enum {string} */
                        readonly kind: "push" | "sync_tag" | "sync_untag";
                    };
                    readonly customers: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly accepted: number;
                        readonly refused: number;
                        readonly replayed: number;
                        /** @description In the order of the items sent. */
                        readonly results: readonly ({
                            readonly decision: components["schemas"]["Decision"];
                            readonly index: number;
                            /** @enum {number} */
                            readonly status: 200;
                        } | {
                            readonly error: components["schemas"]["Problem"];
                            readonly index: number;
                            readonly status: number;
                        })[];
                    } | {
                        readonly accepted: number;
                        readonly refused: number;
                        /** @enum {number} */
                        readonly replayed: 0;
                        readonly results: readonly ({
                            /** Format: uuid */
                            readonly customer_id: string;
                            readonly index: number;
                            /** @enum {string} */
                            readonly result: "queued";
                            /** @enum {number} */
                            readonly status: 200;
                        } | {
                            readonly error: components["schemas"]["Problem"];
                            readonly index: number;
                            readonly status: number;
                        })[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly startCustomerChange: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly change: {
                        /** @enum {string} */
                        readonly kind: "tag";
                        readonly tag: string;
                        /** @default null */
                        readonly ttl_seconds?: number | null;
                    } | {
                        /** @enum {string} */
                        readonly kind: "untag";
                        readonly tag: string;
                    } | {
                        readonly connection: string;
                        /** @enum {string} */
                        readonly kind: "push" | "sync_tag" | "sync_untag";
                    };
                    /** @description As in `searchCustomers`; without any condition it is everybody. */
                    readonly search: {
                        /** Format: date */
                        readonly birth_on?: string;
                        readonly email?: string;
                        readonly first_name?: string;
                        /** Format: uuid */
                        readonly id?: string;
                        /** @description The value of an identifier. */
                        readonly identifier?: string;
                        readonly identifier_type?: string;
                        /** @description How the name begins. */
                        readonly last_name?: string;
                        readonly phone?: string;
                        /** @description One box: an id, phone or card number, an e-mail or identifier or how it begins, else a name. */
                        readonly q?: string;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Run"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCustomerChange: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Run"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly cancelCustomerChange: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Run"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly searchCustomers: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly birth_on?: string;
                readonly email?: string;
                readonly first_name?: string;
                readonly id?: string;
                /** @description The value of an identifier. */
                readonly identifier?: string;
                readonly identifier_type?: string;
                readonly include_deleted?: "true" | "false";
                /** @description How the name begins. */
                readonly last_name?: string;
                readonly limit?: number;
                /** @description Of a list without a condition. */
                readonly order?: "oldest" | "newest";
                readonly phone?: string;
                /** @description One box: an id, phone or card number, an e-mail or identifier or how it begins, else a name. */
                readonly q?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Customer"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly upsertCustomer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CustomerUpsert"];
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly customer: components["schemas"]["Customer"];
                        readonly decision: components["schemas"]["Decision"];
                    };
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createCustomer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewCustomer"];
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly customer: components["schemas"]["Customer"];
                        readonly decision: components["schemas"]["Decision"];
                    };
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCustomer: {
        readonly parameters: {
            readonly query?: {
                /** @description `balances`, `tiers`, or both separated by a comma. */
                readonly expand?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExpandedCustomer"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteCustomer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly updateCustomer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CustomerPatch"];
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly customer: components["schemas"]["Customer"];
                        readonly decision: components["schemas"]["Decision"];
                    };
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listActivity: {
        readonly parameters: {
            readonly query?: {
                /** @description The name of who did it. */
                readonly actor?: string;
                readonly after?: string;
                readonly from?: string;
                readonly limit?: number;
                readonly to?: string;
                /** @description Types of rows, separated by commas; all when left out. */
                readonly type?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["LogRow"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getActivity: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly row: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LogRowInFull"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly streamActivity: {
        readonly parameters: {
            readonly query?: {
                readonly type?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": string;
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly adjustPoints: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly account: string;
                    readonly amount: number;
                    readonly reason?: string;
                    /** @description Needed where the programme declares `reason_codes`. */
                    readonly reason_code?: string;
                    /** @description Shown in the audit log. It is no idempotency key. */
                    readonly reference?: {
                        /** @default null */
                        readonly id?: string | null;
                        /** @default null */
                        readonly transaction_id?: string | null;
                        /** @default null */
                        readonly type?: string | null;
                    };
                    readonly source: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAudit: {
        readonly parameters: {
            readonly query?: {
                /** @description The name of who did it. */
                readonly actor?: string;
                readonly after?: string;
                readonly from?: string;
                readonly limit?: number;
                readonly to?: string;
                /** @description Types of rows, separated by commas; all when left out. */
                readonly type?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["LogRow"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAudit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly row: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LogRowInFull"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getBalances: {
        readonly parameters: {
            readonly query?: {
                readonly as_of?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AccountBalance"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listCampaignsOfCustomer: {
        readonly parameters: {
            readonly query?: {
                readonly state?: "eligible" | "in_progress" | "completed";
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["CampaignStanding"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly completeCampaign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly campaign: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly optInToCampaign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly campaign: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listCards: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
                /** @description Also those that were removed from the account. */
                readonly removed?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Card"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly registerCard: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description What is on the card. Left out: what was on it when it was removed from an account, else nothing.
                     * @default null
                     */
                    readonly balance?: number | null;
                    /** @default null */
                    readonly design?: string | null;
                    /** @default null */
                    readonly nickname?: string | null;
                    /** @description Digits; spaces and hyphens between them are left out. */
                    readonly number: string;
                    readonly type: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCard: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly card: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Card"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly updateCard: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly card: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly nickname: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly adjustCard: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly card: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly amount: number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly confirmCardStolen: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly card: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly expireCard: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly card: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly reportCardFound: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly card: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listCardHistory: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly card: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["CardEntry"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeCard: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly card: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly reportCard: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly card: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly as: "lost" | "stolen";
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly transferCard: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly card: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                    /** Format: uuid */
                    readonly to_card_id: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listDecisions: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly event?: string;
                readonly from?: string;
                readonly kind?: "customer.save" | "customer.delete" | "customer.restore" | "event" | "points.deposit" | "points.spend" | "points.adjust" | "points.hold" | "points.capture" | "points.release" | "points.transfer" | "points.reverse" | "tags.change" | "tier.move" | "tier.requalify" | "campaign.occasion" | "campaign.opt_in" | "campaign.complete" | "offer.issue" | "offer.revoke" | "offer.redeem" | "offer.lock" | "offer.unlock" | "offer.reinstate" | "offer.update" | "offer.code" | "offer.exclusion.lift" | "store.purchase" | "order.update" | "order.cancel" | "engagement" | "import.lot" | "import.tier" | "import.tag" | "external.sync" | "customer.referred" | "customer.merge" | "customer.unmerge" | "note.add" | "note.edit" | "note.remove" | "promo.claim" | "promo.assign" | "promo.cancel" | "promo.unlock" | "ticket.record" | "transaction" | "transaction.return" | "transaction.void" | "card.register" | "card.update" | "card.adjust" | "card.expire" | "card.transfer" | "card.report" | "card.found" | "card.confirm_stolen" | "card.remove" | "customer.forget" | "customer.erased" | "processing.stop" | "processing.resume" | "legal_hold.set" | "legal_hold.lift" | "export.request" | "export.complete" | "export.download" | "due";
                readonly limit?: number;
                readonly order?: "newest" | "oldest";
                readonly refused?: "true" | "false";
                readonly to?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["StoredDecision"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getDecision: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly decision: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StoredDecision"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly explainDecision: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly decision: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly depositPoints: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly deposits: readonly {
                        /** @default null */
                        readonly account?: string | null;
                        readonly amount: number;
                        /** @description Pending until then. */
                        readonly available_at?: string | null;
                        /** @description Instead of the account's expiry policy. */
                        readonly expires_at?: string | null;
                        /** @default 0 */
                        readonly rank?: number;
                        /** @description Shown in the audit log. It is no idempotency key. */
                        readonly reference?: {
                            /** @default null */
                            readonly id?: string | null;
                            /** @default null */
                            readonly transaction_id?: string | null;
                            /** @default null */
                            readonly type?: string | null;
                        };
                        readonly source: string;
                    }[];
                    /** Format: date-time */
                    readonly occurred_at?: string;
                    /**
                     * @description A refused item does not stop the others.
                     * @default false
                     */
                    readonly partial?: boolean;
                    /**
                     * @description No platform events follow; tiers are still judged.
                     * @default false
                     */
                    readonly silent?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly explainEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description The name of an event that the programme declares. */
                    readonly event: string;
                    /**
                     * Format: date-time
                     * @description When it happened; now when left out.
                     */
                    readonly occurred_at?: string;
                    /** @default {} */
                    readonly properties?: {
                        readonly [key: string]: unknown;
                    };
                    /** @default 1 */
                    readonly quantity?: number;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description Available points after the decision, of the accounts that it touched. */
                        readonly balances: {
                            readonly [key: string]: number;
                        };
                        readonly explanation: components["schemas"]["Explanation"];
                        readonly outcomes: readonly ({
                            readonly account: string;
                            /** @description Signed: negative takes away. */
                            readonly amount: number;
                            readonly available_at: string | null;
                            readonly entry: string;
                            /** Format: uuid */
                            readonly entry_id: string;
                            readonly expires_at: string | null;
                            /** @enum {string} */
                            readonly kind: "points";
                            /** Format: uuid */
                            readonly movement_id: string;
                            readonly rule: string | null;
                            readonly source: string | null;
                        } | {
                            readonly from: string | null;
                            /** @enum {string} */
                            readonly kind: "tier";
                            readonly reason: string;
                            readonly system: string;
                            readonly to: string;
                        } | {
                            readonly count: number;
                            readonly expires_at: string | null;
                            /** @enum {string} */
                            readonly kind: "tag";
                            readonly tag: string;
                        } | {
                            readonly attribute: string;
                            /** @enum {string} */
                            readonly kind: "attribute";
                            readonly value: unknown;
                        } | {
                            readonly amount: number;
                            /** Format: date-time */
                            readonly expires_at: string;
                            /** Format: uuid */
                            readonly hold_id: string;
                            /** @enum {string} */
                            readonly kind: "hold";
                            readonly status: string;
                        } | {
                            readonly action: string;
                            /** @enum {string} */
                            readonly kind: "profile";
                        } | {
                            /** @enum {string} */
                            readonly kind: "event";
                            readonly name: string;
                        } | {
                            readonly custom_data?: {
                                readonly [key: string]: unknown;
                            };
                            readonly expires_at: string | null;
                            /** @enum {string} */
                            readonly kind: "offer";
                            readonly offer: string;
                            /** Format: uuid */
                            readonly order_id?: string;
                            readonly redeemed_at?: string | null;
                            readonly rule: string | null;
                            readonly starts_at?: string | null;
                            readonly status: string;
                            readonly transaction_id?: string;
                            /** Format: uuid */
                            readonly user_offer_id: string;
                        } | {
                            /** @description In the smallest unit of money. */
                            readonly amount: number;
                            /** @enum {string} */
                            readonly kind: "discount";
                            readonly lines: readonly {
                                readonly amount: number;
                                readonly line: string;
                                readonly quantity: number;
                            }[];
                            /** Format: uuid */
                            readonly user_offer_id: string;
                        } | {
                            readonly delivery: string | null;
                            readonly item: string;
                            /** @enum {string} */
                            readonly kind: "order";
                            readonly offer: string;
                            /** Format: uuid */
                            readonly order_id: string;
                            readonly points: number;
                            readonly quantity: number;
                            readonly status: string;
                            readonly store: string;
                            readonly tracking: string | null;
                        } | {
                            /** Format: uuid */
                            readonly exclusion_id: string;
                            /** @enum {string} */
                            readonly kind: "exclusion";
                            readonly offer: string;
                            readonly status: string;
                        } | {
                            /** @enum {string} */
                            readonly kind: "message";
                            readonly message: string;
                            /** Format: uuid */
                            readonly message_id: string;
                            readonly provider: string;
                        } | {
                            readonly action: string;
                            readonly campaign: string;
                            /** @enum {string} */
                            readonly kind: "campaign";
                        } | {
                            /** Format: uuid */
                            readonly account_id: string;
                            readonly direction: string;
                            readonly external_id: string;
                            /** @enum {string} */
                            readonly kind: "external_account";
                            readonly system: string;
                        } | {
                            readonly action: string;
                            readonly email: boolean;
                            readonly identifiers: readonly {
                                readonly type: string;
                                readonly value: string;
                            }[];
                            /** @enum {string} */
                            readonly kind: "merge";
                            /** Format: uuid */
                            readonly other_id: string;
                        } | {
                            /** Format: uuid */
                            readonly claim_id: string;
                            readonly code: string;
                            /** @description Why a try failed. */
                            readonly error: string | null;
                            /** @enum {string} */
                            readonly kind: "promo_code";
                            readonly list: string | null;
                            /** @description What assigned it. */
                            readonly rule: string | null;
                            readonly status: string;
                        } | {
                            /** @enum {string} */
                            readonly kind: "promo_lockout";
                            readonly status: string;
                            readonly until: string | null;
                        } | {
                            /** @enum {string} */
                            readonly kind: "ticket";
                            readonly reference: string;
                            readonly status: string;
                            /** Format: uuid */
                            readonly ticket_id: string;
                            readonly updates: number;
                        } | {
                            readonly action: string;
                            /** @enum {string} */
                            readonly kind: "purchase";
                            readonly net: number;
                            readonly net_returned: number;
                            /** Format: uuid */
                            readonly purchase_id: string;
                            readonly status: string;
                            readonly transaction_id: string;
                        } | {
                            readonly action: string;
                            /** @description In the smallest unit of the currency. */
                            readonly balance: number;
                            /** Format: uuid */
                            readonly card_id: string;
                            readonly currency: string;
                            /** @enum {string} */
                            readonly kind: "card";
                            /** @description The last digits. */
                            readonly number: string;
                            readonly status: string;
                            readonly type: string;
                        } | {
                            readonly activity: string;
                            /** @description In the smallest unit of the currency. */
                            readonly balance: number;
                            /** Format: uuid */
                            readonly card_id: string;
                            /** @description In the smallest unit of the currency. */
                            readonly change: number;
                            /** Format: uuid */
                            readonly entry_id: string;
                            /** @enum {string} */
                            readonly kind: "card_entry";
                        } | {
                            readonly action: string;
                            readonly edits: number;
                            /** @enum {string} */
                            readonly kind: "note";
                            /** Format: uuid */
                            readonly note_id: string;
                            readonly status: string;
                        } | {
                            readonly action: string;
                            readonly downloads: number;
                            /** @enum {string} */
                            readonly kind: "privacy";
                            readonly request: string;
                            /** Format: uuid */
                            readonly request_id: string;
                            readonly status: string;
                        })[];
                        readonly refusal: {
                            readonly code: string;
                            readonly detail: {
                                readonly [key: string]: unknown;
                            };
                        } | null;
                        readonly tiers: readonly {
                            readonly from: string | null;
                            readonly reason: string;
                            readonly system: string;
                            readonly to: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listExternalAccounts: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ExternalAccount"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly lookUpExternalAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly system: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly external_id: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExternalLookUp"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly synchroniseExternalAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly system: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly direction: "take" | "push" | "link";
                    readonly external_id: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCustomerHeader: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CustomerHeader"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listHolds: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
                readonly open?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Hold"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly holdPoints: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Accounts to draw from; the default accounts when left out.
                     * @default null
                     */
                    readonly accounts?: readonly string[] | null;
                    readonly amount: number;
                    /** @description When it ends by itself; 30 minutes from now. */
                    readonly expires_at?: string | null;
                    /** @description Shown in the audit log. It is no idempotency key. */
                    readonly reference?: {
                        /** @default null */
                        readonly id?: string | null;
                        /** @default null */
                        readonly transaction_id?: string | null;
                        /** @default null */
                        readonly type?: string | null;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly captureHold: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly hold: string;
            };
            readonly cookie?: never;
        };
        /** @description Without an amount all that is held. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default null */
                    readonly amount?: number | null;
                    /** @description Shown in the audit log. It is no idempotency key. */
                    readonly reference?: {
                        /** @default null */
                        readonly id?: string | null;
                        /** @default null */
                        readonly transaction_id?: string | null;
                        /** @default null */
                        readonly type?: string | null;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly releaseHold: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly hold: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listIdentifiers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly type: string;
                            readonly value: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly addIdentifier: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default external */
                    readonly type?: string;
                    readonly value: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeIdentifier: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly identifier: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly mergeCustomer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description The customer that ends; the one of the path is kept. */
                    readonly other: string;
                    readonly reason: string;
                    /**
                     * @description `highest`: of each tier system the higher level of the two; `keep`: those of the one kept.
                     * @default highest
                     * @enum {string}
                     */
                    readonly tiers?: "highest" | "keep";
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly previewMerge: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description The customer that ends; the one of the path is kept. */
                    readonly other: string;
                    readonly reason: string;
                    /**
                     * @description `highest`: of each tier system the higher level of the two; `keep`: those of the one kept.
                     * @default highest
                     * @enum {string}
                     */
                    readonly tiers?: "highest" | "keep";
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MergePreview"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listMerges: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["MergedCustomer"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listMessagesOfCustomer: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
                readonly status?: "waiting" | "delivered" | "tray" | "suppressed" | "cancelled" | "dead";
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Message"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCustomerMetrics: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CustomerMetrics"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listNotes: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Note"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly addNote: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NoteContent"];
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly editNote: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly note: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NoteContent"];
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeNote: {
        readonly parameters: {
            readonly query?: {
                readonly reason?: string;
            };
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly note: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getNoteHistory: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly note: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["NoteRevision"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listOfferExclusions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["OfferExclusion"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly liftOfferExclusion: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly offer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listOffersOfCustomer: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
                readonly offer?: string;
                /** @description `open`: issued or locked. */
                readonly status?: "issued" | "locked" | "redeemed" | "expired" | "revoked" | "open";
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["UserOffer"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly issueOffer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly offer: string;
                    /** @default 1 */
                    readonly quantity?: number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getOfferOfCustomer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly user_offer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UserOffer"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeOfferOfCustomer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly user_offer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Replaces what was there; at most 4096 bytes. */
                    readonly custom_data?: {
                        readonly [key: string]: unknown;
                    };
                    /** @description Null: for ever. */
                    readonly expires_at?: string | null;
                    readonly reason: string;
                    /** @description Null: at once. */
                    readonly starts_at?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createOfferCode: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly user_offer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default 10 */
                    readonly minutes?: number;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OfferCode"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly lockOffer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly user_offer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly basket: components["schemas"]["Basket"];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly redeemOffer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly user_offer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default null */
                    readonly basket?: components["schemas"]["Basket"] | null;
                    /** @default null */
                    readonly reason?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly reinstateOffer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly user_offer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** Format: date-time */
                    readonly expires_at?: string;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly revokeOffer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly user_offer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description The customer cannot be given it again, until the exclusion is lifted.
                     * @default false
                     */
                    readonly exclude?: boolean;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly unlockOffer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly user_offer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default null */
                    readonly reason?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAvailableOffers: {
        readonly parameters: {
            readonly query?: {
                /** @description Only those that can be issued, or only those that cannot. */
                readonly available?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AvailableOffer"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listOrders: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly cancelled?: "true" | "false";
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Order"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getOrder: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly order: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Order"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly updateOrder: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly order: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly delivery?: "pending" | "shipped" | "delivered";
                    /** @default null */
                    readonly reason?: string | null;
                    readonly tracking?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly cancelOrder: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly order: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listPoints: {
        readonly parameters: {
            readonly query?: {
                readonly account?: readonly string[];
                readonly after?: string;
                readonly from?: string;
                /** @description Separated by commas: deposit, transfer_in, roll_in, spend, expire, reverse, transfer_out, capture, restore, uncollected. */
                readonly kind?: readonly ("deposit" | "transfer_in" | "roll_in" | "spend" | "expire" | "reverse" | "transfer_out" | "hold" | "release" | "capture" | "settle" | "restore" | "uncollected" | "uncount")[];
                readonly limit?: number;
                readonly order?: "newest" | "oldest";
                readonly source?: readonly string[];
                readonly to?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["PointAuditRow"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getPrivacyState: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrivacyState"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly requestExport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @default zip
                     * @enum {string}
                     */
                    readonly format?: "zip" | "csv";
                    /** @description How it was made sure that the customer asks, and who did; left out, it is who sends this. */
                    readonly identity: {
                        readonly by?: string;
                        /** @enum {string} */
                        readonly method: "signed_in" | "document" | "questions" | "call_back" | "in_person" | "other";
                    };
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly downloadExport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly request: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly forgetCustomer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description How it was made sure that the customer asks, and who did; left out, it is who sends this. */
                    readonly identity: {
                        readonly by?: string;
                        /** @enum {string} */
                        readonly method: "signed_in" | "document" | "questions" | "call_back" | "in_person" | "other";
                    };
                    /** @default null */
                    readonly note?: string | null;
                    /** @enum {string} */
                    readonly reason: "requested" | "inactive" | "duplicate" | "legal" | "other";
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly setLegalHold: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly liftLegalHold: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listCustomerPrivacyRequests: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly kind?: "export" | "forget" | "stop" | "resume" | "legal_hold" | "lift_hold";
                readonly limit?: number;
                readonly status?: "in_progress" | "completed";
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["PrivacyRequest"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getPrivacyRequest: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly request: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrivacyRequest"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly resumeProcessing: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default null */
                    readonly identity?: {
                        readonly by?: string;
                        /** @enum {string} */
                        readonly method: "signed_in" | "document" | "questions" | "call_back" | "in_person" | "other";
                    } | null;
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly stopProcessing: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default null */
                    readonly identity?: {
                        readonly by?: string;
                        /** @enum {string} */
                        readonly method: "signed_in" | "document" | "questions" | "call_back" | "in_person" | "other";
                    } | null;
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listPromoCodesOfCustomer: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
                readonly list?: string;
                readonly status?: "assigned" | "claimed" | "failed" | "cancelled";
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["PromoClaim"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly claimPromoCode: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly code: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly assignPromoCode: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Null: the next free one.
                     * @default null
                     */
                    readonly code?: string | null;
                    readonly list: string;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getPromoLockout: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PromoLockout"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly resetPromoLockout: {
        readonly parameters: {
            readonly query: {
                readonly reason: string;
            };
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly restoreCustomer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly reversePoints: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default null */
                    readonly amount?: number | null;
                    /**
                     * Format: uuid
                     * @description The id of a decision, a movement or an entry.
                     */
                    readonly entry_id: string;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listRewardStoresOfCustomer: {
        readonly parameters: {
            readonly query?: {
                /** @description Only what can be bought, or only what cannot. */
                readonly available?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["CustomerRewardStore"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly purchaseReward: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly store: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Of the store's accounts, those to draw from; null: all of them.
                     * @default null
                     */
                    readonly accounts?: readonly string[] | null;
                    readonly item: string;
                    /** @default 1 */
                    readonly quantity?: number;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly spendPoints: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** Format: date-time */
                    readonly occurred_at?: string;
                    /**
                     * @description A refused item does not stop the others.
                     * @default false
                     */
                    readonly partial?: boolean;
                    /**
                     * @description No platform events follow; tiers are still judged.
                     * @default false
                     */
                    readonly silent?: boolean;
                    readonly spends: readonly {
                        /**
                         * @description Accounts to draw from; the default accounts when left out.
                         * @default null
                         */
                        readonly accounts?: readonly string[] | null;
                        readonly amount: number;
                        /**
                         * @description Draws below zero where the account would refuse.
                         * @default false
                         */
                        readonly force?: boolean;
                        /** @default 0 */
                        readonly rank?: number;
                        /** @description Shown in the audit log. It is no idempotency key. */
                        readonly reference?: {
                            /** @default null */
                            readonly id?: string | null;
                            /** @default null */
                            readonly transaction_id?: string | null;
                            /** @default null */
                            readonly type?: string | null;
                        };
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCustomerSync: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["CustomerSync"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly pushCustomer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description One of them instead of all. */
                    readonly connection?: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["SyncPush"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listTags: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly count: number;
                            readonly expires_at: string | null;
                            readonly tag: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly addTags: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly tags: readonly {
                        readonly tag: string;
                        /** @default null */
                        readonly ttl_seconds?: number | null;
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeTag: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly tag: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly resetTag: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly tag: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listTickets: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Ticket"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getTiers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["TierProgress"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listTierEntries: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly condition?: number;
                readonly limit?: number;
                /** @description Of the next level, or of keeping the present one. */
                readonly requirement?: "next" | "keep";
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly system: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TierEntries"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listTierMoves: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                /** @description Without maintenance that left the level as it was. */
                readonly changes_only?: "true" | "false";
                readonly limit?: number;
                readonly system?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["TierMove"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly moveTier: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Give what entering the level gives.
                     * @default false
                     */
                    readonly entrance_outcomes?: boolean;
                    /**
                     * @description Also of the levels passed on the way.
                     * @default false
                     */
                    readonly intermediate_outcomes?: boolean;
                    readonly level: string;
                    readonly reason?: string;
                    /** @description Needed where the programme declares `reason_codes`. */
                    readonly reason_code?: string;
                    readonly system: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly qualifyTiers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        /** @description One tier system, or all. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default null */
                    readonly system?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listCustomerTransactions: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly from?: string;
                readonly limit?: number;
                readonly to?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Purchase"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCustomerTransaction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
                readonly transaction: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Purchase"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly transferPoints: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly amount: number;
                    readonly from: string;
                    /** @description Shown in the audit log. It is no idempotency key. */
                    readonly reference?: {
                        /** @default null */
                        readonly id?: string | null;
                        /** @default null */
                        readonly transaction_id?: string | null;
                        /** @default null */
                        readonly type?: string | null;
                    };
                    /** @description The receiving account; `from` when left out. */
                    readonly to?: string;
                    /** @description A customer: the id, or `type:value` of an identifier. */
                    readonly to_customer?: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly unmergeCustomer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** Format: uuid */
                    readonly other: string;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listCustomersBelowMinimumAge: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Customer"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly countCustomers: {
        readonly parameters: {
            readonly query?: {
                readonly birth_on?: string;
                readonly email?: string;
                readonly first_name?: string;
                readonly id?: string;
                /** @description The value of an identifier. */
                readonly identifier?: string;
                readonly identifier_type?: string;
                /** @description How the name begins. */
                readonly last_name?: string;
                readonly phone?: string;
                /** @description One box: an id, phone or card number, an e-mail or identifier or how it begins, else a name. */
                readonly q?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CustomerCount"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly sendEvent: {
        readonly parameters: {
            readonly query?: {
                readonly trace?: "true" | "false";
            };
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Event"];
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly sendEvents: {
        readonly parameters: {
            readonly query?: {
                readonly trace?: "true" | "false";
            };
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly events: readonly components["schemas"]["BatchEvent"][];
                    /**
                     * @description Booked without outcomes and without the limit of lateness: for migrations.
                     * @default false
                     */
                    readonly history?: boolean;
                    /**
                     * @description `bulk` never delays live facts: for imports and back-fills.
                     * @default live
                     * @enum {string}
                     */
                    readonly lane?: "live" | "bulk";
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly accepted: number;
                        readonly refused: number;
                        readonly replayed: number;
                        /** @description In the order of the items sent. */
                        readonly results: readonly ({
                            readonly decision: components["schemas"]["Decision"];
                            readonly index: number;
                            /** @enum {number} */
                            readonly status: 200;
                        } | {
                            readonly error: components["schemas"]["Problem"];
                            readonly index: number;
                            readonly status: number;
                        })[];
                    };
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listGroups: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["UserGroup"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name: string;
                    readonly roles?: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UserGroup"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly group: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name: string;
                    readonly roles?: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UserGroup"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly group: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @enum {boolean} */
                        readonly removed: true;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listImports: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Import"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly startImport: {
        readonly parameters: {
            readonly query: {
                readonly dry_run?: "true" | "false";
                readonly kind: "customers" | "balances" | "tiers" | "tags" | "transactions";
                /** @description A mapping as in docs/import.md, as JSON. */
                readonly mapping?: string;
                /** @description Rows of balances, tiers and tags are known again by it; needed for these kinds. */
                readonly source?: string;
                /** @description New customers set off rules and messages like those who sign up. */
                readonly welcome?: "true" | "false";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Import"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getImport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly import: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Import"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly cancelImport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly import: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Import"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listRejectedRows: {
        readonly parameters: {
            readonly query?: {
                readonly after?: number;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly import: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["RejectedRow"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listItems: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly category?: string;
                readonly limit?: number;
                readonly unnamed?: "true" | "false";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["CatalogueItem"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly saveItems: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly items: readonly components["schemas"]["CatalogueItemContent"][];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly saved: number;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getItem: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly item: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CatalogueItem"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getMe: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly markOwnCustomers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly own_customers: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listMySessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Session"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly endMySession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly session: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly ended: number;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listMessages: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly campaign?: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer?: string;
                /** @description Decided at this instant or later. */
                readonly from?: string;
                readonly limit?: number;
                /** @description The message's name in the programme. */
                readonly message?: string;
                readonly provider?: string;
                /** @description What sent it, where that is no campaign. */
                readonly rule?: string;
                readonly status?: "waiting" | "delivered" | "tray" | "suppressed" | "cancelled" | "dead";
                /** @description Decided before this instant. */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Message"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MessageInFull"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly cancelMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MessageInFull"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listDeliveries: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Delivery"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replayMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MessageInFull"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly cancelMessages: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly campaign?: string;
                    /** @description A customer: the id, or `type:value` of an identifier. */
                    readonly customer?: string;
                    /**
                     * Format: date-time
                     * @description Decided at this instant or later.
                     */
                    readonly from?: string;
                    /**
                     * @description At most so many, the oldest first.
                     * @default 1000
                     */
                    readonly limit?: number;
                    /** @description The message's name in the programme. */
                    readonly message?: string;
                    readonly provider?: string;
                    /** @description What sent it, where that is no campaign. */
                    readonly rule?: string;
                    /**
                     * Format: date-time
                     * @description Decided before this instant.
                     */
                    readonly to?: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly cancelled: number;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replayMessages: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly campaign?: string;
                    /** @description A customer: the id, or `type:value` of an identifier. */
                    readonly customer?: string;
                    /**
                     * Format: date-time
                     * @description Decided at this instant or later.
                     */
                    readonly from?: string;
                    /**
                     * @description At most so many, the oldest first.
                     * @default 1000
                     */
                    readonly limit?: number;
                    /** @description The message's name in the programme. */
                    readonly message?: string;
                    readonly provider?: string;
                    /** @description What sent it, where that is no campaign. */
                    readonly rule?: string;
                    /**
                     * @description What became of them.
                     * @default dead
                     * @enum {string}
                     */
                    readonly status?: "delivered" | "tray" | "suppressed" | "cancelled" | "dead";
                    /**
                     * Format: date-time
                     * @description Decided before this instant.
                     */
                    readonly to?: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly replayed: number;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getMetricModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MetricModel"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listOffers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Offer"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putOffer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly offer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description As it stands in a programme under `offers`. */
                    readonly definition: {
                        readonly [key: string]: unknown;
                    };
                    /** @description The live version that the plan was made against; refused when another one is live by now. */
                    readonly expected_version?: number;
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        readonly unchanged: boolean;
                        readonly version: number;
                        readonly warnings: readonly {
                            readonly path: string;
                            readonly sentence: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteOffer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly offer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        readonly unchanged: boolean;
                        readonly version: number;
                        readonly warnings: readonly {
                            readonly path: string;
                            readonly sentence: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getDataMap: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DataMap"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listPrivacyRequests: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly kind?: "export" | "forget" | "stop" | "resume" | "legal_hold" | "lift_hold";
                readonly limit?: number;
                readonly status?: "in_progress" | "completed";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["PrivacyRequest"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listExpired: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Retention"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getProgramme: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly document: {
                            readonly [key: string]: unknown;
                        };
                        /** Format: date-time */
                        readonly live_from: string;
                        readonly version: number;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly applyProgramme: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description The whole programme as one document, instead of files. */
                    readonly document?: {
                        readonly [key: string]: unknown;
                    };
                    /** @description The live version that the plan was made against; refused when another one is live by now. */
                    readonly expected_version?: number;
                    /** @description YAML texts by relative path, such as `accounts.yaml`. */
                    readonly files?: {
                        readonly [key: string]: string;
                    };
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        readonly unchanged: boolean;
                        readonly version: number;
                        readonly warnings: readonly {
                            readonly path: string;
                            readonly sentence: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly diffProgrammeVersions: {
        readonly parameters: {
            readonly query: {
                readonly from: number;
                readonly to: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        readonly from: number;
                        readonly text: string;
                        readonly to: number;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getProgrammeDraft: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProgrammeDraft"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly discardProgrammeDraft: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProgrammeDraft"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly approveProgrammeDraft: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Of the draft that was looked at. */
                    readonly hash: string;
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProgrammeDraft"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putDraftEntry: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly name: string;
                /** @description A section of the programme; `programme` for the keys of its head, such as title or time_zone. */
                readonly section: "programme" | "settings" | "accounts" | "sources" | "attributes" | "tags" | "reason_codes" | "events" | "audiences" | "tier_systems" | "offers" | "stores" | "promo_lists" | "card_types" | "card_processors" | "providers" | "messages" | "campaigns" | "external_systems";
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description As it stands in a programme, below the section and the name. */
                    readonly definition: unknown;
                    /**
                     * @description Only tell what would be wrong.
                     * @default false
                     */
                    readonly dry_run?: boolean;
                    /** @description The revision of the draft that the editor saw: refused when somebody changed the same since. */
                    readonly revision?: number;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DraftSaved"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteDraftEntry: {
        readonly parameters: {
            readonly query?: {
                readonly revision?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly name: string;
                /** @description A section of the programme; `programme` for the keys of its head, such as title or time_zone. */
                readonly section: "programme" | "settings" | "accounts" | "sources" | "attributes" | "tags" | "reason_codes" | "events" | "audiences" | "tier_systems" | "offers" | "stores" | "promo_lists" | "card_types" | "card_processors" | "providers" | "messages" | "campaigns" | "external_systems";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DraftSaved"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly discardDraftEntry: {
        readonly parameters: {
            readonly query?: {
                readonly revision?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly name: string;
                /** @description A section of the programme; `programme` for the keys of its head, such as title or time_zone. */
                readonly section: "programme" | "settings" | "accounts" | "sources" | "attributes" | "tags" | "reason_codes" | "events" | "audiences" | "tier_systems" | "offers" | "stores" | "promo_lists" | "card_types" | "card_processors" | "providers" | "messages" | "campaigns" | "external_systems";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DraftSaved"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getProgrammeDraftFiles: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly exists: boolean;
                        /** @description YAML texts by relative path, such as `accounts.yaml`. */
                        readonly files: {
                            readonly [key: string]: string;
                        };
                        readonly revision: number;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putProgrammeDraftFiles: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description YAML texts by relative path, such as `accounts.yaml`. */
                    readonly files: {
                        readonly [key: string]: string;
                    };
                    /** @description The revision of the draft that the editor saw: refused when somebody changed the same since. */
                    readonly revision?: number;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProgrammeDraft"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly planProgrammeDraft: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly hash: string;
                        /** @description Null while there are problems. */
                        readonly plan: {
                            readonly changes: readonly {
                                readonly after: string | null;
                                readonly before: string | null;
                                /** @description How many customers have what changes, where that is counted. */
                                readonly customers: number | null;
                                /** @enum {string} */
                                readonly kind: "add" | "change" | "remove";
                                readonly path: string;
                            }[];
                            /** @description Why publishing would be refused: parts that customers still have. */
                            readonly in_use: readonly string[];
                            /** @description 0 when nothing is live. */
                            readonly live_version: number;
                            /** @description The same for people to read. */
                            readonly text: string;
                            readonly unchanged: boolean;
                            readonly warnings: readonly {
                                readonly path: string;
                                readonly sentence: string;
                            }[];
                        } | null;
                        readonly problems: readonly components["schemas"]["ProgrammeProblem"][];
                        readonly revision: number;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly publishProgrammeDraft: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Of the draft that was looked at. */
                    readonly hash: string;
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        readonly unchanged: boolean;
                        readonly version: number;
                        readonly warnings: readonly {
                            readonly path: string;
                            readonly sentence: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly rebaseProgrammeDraft: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Of what both changed: whose is kept.
                     * @default []
                     */
                    readonly keep?: readonly {
                        readonly name: string;
                        /**
                         * @description A section of the programme; `programme` for the keys of its head, such as title or time_zone.
                         * @enum {string}
                         */
                        readonly section: "programme" | "settings" | "accounts" | "sources" | "attributes" | "tags" | "reason_codes" | "events" | "audiences" | "tier_systems" | "offers" | "stores" | "promo_lists" | "card_types" | "card_processors" | "providers" | "messages" | "campaigns" | "external_systems";
                        /** @enum {string} */
                        readonly side: "draft" | "live";
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly conflicts: readonly components["schemas"]["DraftConflict"][];
                        readonly draft: components["schemas"]["ProgrammeDraft"];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly sendBackProgrammeDraft: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Of the draft that was looked at. */
                    readonly hash: string;
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProgrammeDraft"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submitProgrammeDraft: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Of the draft that was looked at. */
                    readonly hash: string;
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProgrammeDraft"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly exportProgramme: {
        readonly parameters: {
            readonly query?: {
                readonly version?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description YAML texts by relative path, such as `accounts.yaml`. */
                        readonly files: {
                            readonly [key: string]: string;
                        };
                        readonly version: number;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getRuleFields: {
        readonly parameters: {
            readonly query?: {
                /** @description Names, with commas between: the properties that all of them have come along. */
                readonly events?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly events: readonly {
                            readonly event: string;
                            readonly platform: boolean;
                            readonly title: string;
                        }[];
                        readonly fields: readonly components["schemas"]["RuleField"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly previewMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly message: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description A customer: the id, or `type:value` of an identifier. */
                    readonly customer: string;
                    /** @description Instead of the one that is live: as it stands in a programme under `messages`. */
                    readonly definition?: {
                        readonly [key: string]: unknown;
                    };
                    /** @description The first of the message's variants where none is named. */
                    readonly provider?: string;
                    /** @description Instead of the sample: event, campaign, outcome, outcomes, as a message has them under `variables`. */
                    readonly variables?: {
                        readonly [key: string]: unknown;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MessagePreview"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly testMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly message: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description A customer: the id, or `type:value` of an identifier. */
                    readonly customer: string;
                    /** @description The first of the message's variants where none is named. */
                    readonly provider?: string;
                    readonly to?: string;
                    /** @description Instead of the sample: event, campaign, outcome, outcomes, as a message has them under `variables`. */
                    readonly variables?: {
                        readonly [key: string]: unknown;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MessageTest"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly planProgramme: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description The whole programme as one document, instead of files. */
                    readonly document?: {
                        readonly [key: string]: unknown;
                    };
                    /** @description YAML texts by relative path, such as `accounts.yaml`. */
                    readonly files?: {
                        readonly [key: string]: string;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        /** @description Why publishing would be refused: parts that customers still have. */
                        readonly in_use: readonly string[];
                        /** @description 0 when nothing is live. */
                        readonly live_version: number;
                        /** @description The same for people to read. */
                        readonly text: string;
                        readonly unchanged: boolean;
                        readonly warnings: readonly {
                            readonly path: string;
                            readonly sentence: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listProgrammeVersions: {
        readonly parameters: {
            readonly query?: {
                readonly after?: number;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly applied_by: string;
                            /** @description The second person, where the programme asks for one. */
                            readonly approved_by: string | null;
                            /** Format: date-time */
                            readonly live_from: string;
                            readonly note: string | null;
                            readonly version: number;
                        }[];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly planProgrammeRollBack: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly version: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        /** @description Why publishing would be refused: parts that customers still have. */
                        readonly in_use: readonly string[];
                        /** @description 0 when nothing is live. */
                        readonly live_version: number;
                        /** @description The same for people to read. */
                        readonly text: string;
                        readonly unchanged: boolean;
                        readonly warnings: readonly {
                            readonly path: string;
                            readonly sentence: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly rollBackProgramme: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly version: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description The live version that the plan was made against; refused when another one is live by now. */
                    readonly expected_version?: number;
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        readonly unchanged: boolean;
                        readonly version: number;
                        readonly warnings: readonly {
                            readonly path: string;
                            readonly sentence: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getProgrammeWords: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProgrammeWords"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getPromoCode: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly code: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PromoCode"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly cancelPromoCode: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly code: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PromoCode"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listPromoLists: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["PromoList"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getPromoList: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly list: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PromoListInFull"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putPromoList: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly list: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description As it stands in a programme under `promo_lists`. */
                    readonly definition: {
                        readonly [key: string]: unknown;
                    };
                    /** @description The live version that the plan was made against; refused when another one is live by now. */
                    readonly expected_version?: number;
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        readonly unchanged: boolean;
                        readonly version: number;
                        readonly warnings: readonly {
                            readonly path: string;
                            readonly sentence: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deletePromoList: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly list: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        readonly unchanged: boolean;
                        readonly version: number;
                        readonly warnings: readonly {
                            readonly path: string;
                            readonly sentence: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listPromoCodes: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                /** @description A customer: the id, or `type:value` of an identifier. */
                readonly customer?: string;
                readonly generation?: string;
                readonly limit?: number;
                readonly status?: "free" | "assigned" | "claimed" | "cancelled";
            };
            readonly header?: never;
            readonly path: {
                readonly list: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["PromoCode"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly uploadPromoCodes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly list: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PromoGeneration"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly exportPromoCodes: {
        readonly parameters: {
            readonly query?: {
                readonly generation?: string;
                readonly status?: "free" | "assigned" | "claimed" | "cancelled";
            };
            readonly header?: never;
            readonly path: {
                readonly list: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description code, status, customer_id, changed_at */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/csv": unknown;
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listPromoGenerations: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly list: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["PromoGeneration"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly generatePromoCodes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly list: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly count: number;
                    /** @default  */
                    readonly prefix?: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PromoGeneration"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getPromoGeneration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly generation: string;
                readonly list: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PromoGeneration"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly cancelPromoGeneration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly generation: string;
                readonly list: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PromoGeneration"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listProviders: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Provider"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getProvider: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly provider: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly setProviderAccess: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly provider: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description A newer one beside those that are stored, which go on signing until `secrets` replaces them. */
                    readonly add_secret?: string;
                    readonly key?: string | null;
                    /** @description The newest first; for webhooks `whsec_…`. They replace those that are stored. */
                    readonly secrets?: readonly string[];
                    readonly url?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeProviderAccess: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly provider: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly pauseProvider: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly provider: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly resumeProvider: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly provider: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listRejectedFacts: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
                readonly open?: "true" | "false";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["RejectedFact"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replayRejectedFact: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly fact: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listRewardStores: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["RewardStore"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putRewardStore: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly store: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description As it stands in a programme under `stores`. */
                    readonly definition: {
                        readonly [key: string]: unknown;
                    };
                    /** @description The live version that the plan was made against; refused when another one is live by now. */
                    readonly expected_version?: number;
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        readonly unchanged: boolean;
                        readonly version: number;
                        readonly warnings: readonly {
                            readonly path: string;
                            readonly sentence: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteRewardStore: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly store: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly changes: readonly {
                            readonly after: string | null;
                            readonly before: string | null;
                            /** @description How many customers have what changes, where that is counted. */
                            readonly customers: number | null;
                            /** @enum {string} */
                            readonly kind: "add" | "change" | "remove";
                            readonly path: string;
                        }[];
                        readonly unchanged: boolean;
                        readonly version: number;
                        readonly warnings: readonly {
                            readonly path: string;
                            readonly sentence: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listRoles: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Role"][];
                        readonly resources: readonly {
                            readonly actions: readonly string[];
                            readonly resource: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createRole: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default [] */
                    readonly limits?: readonly components["schemas"]["GoodwillLimitInput"][];
                    readonly name: string;
                    readonly permissions: readonly {
                        readonly actions: readonly string[];
                        /** @description Such as `points`; `*` stands for all. */
                        readonly resource: string;
                    }[];
                    readonly title: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Role"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeRole: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly role: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @enum {boolean} */
                        readonly removed: true;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeRole: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly role: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly limits?: readonly components["schemas"]["GoodwillLimitInput"][];
                    readonly permissions?: readonly {
                        readonly actions: readonly string[];
                        /** @description Such as `points`; `*` stands for all. */
                        readonly resource: string;
                    }[];
                    readonly title?: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Role"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listRuns: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Run"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly startRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly kind: "expiry";
                } | {
                    /** @enum {string} */
                    readonly kind: "metrics";
                } | {
                    /** @enum {string} */
                    readonly kind: "figures";
                } | {
                    /** @enum {string} */
                    readonly kind: "maintenance";
                    /** @description One tier system instead of all. */
                    readonly tier_system?: string;
                } | {
                    /** @description One campaign that a date triggers, instead of all. */
                    readonly campaign?: string;
                    /** @enum {string} */
                    readonly kind: "occasions";
                } | {
                    readonly connection: string;
                    /** @enum {string} */
                    readonly kind: "sync_backfill";
                } | {
                    readonly connection: string;
                    /** @enum {string} */
                    readonly kind: "sync_reconcile";
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Run"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Run"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly cancelRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Run"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSetup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly has_oidc: boolean;
                        readonly is_needed: boolean;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly setUp: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** Format: email */
                    readonly email: string;
                    readonly name: string;
                    readonly password: string;
                    readonly token: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listStores: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Store"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly saveStores: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly stores: readonly components["schemas"]["StoreContent"][];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly saved: number;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listSyncConnections: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["SyncConnection"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSyncConnection: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncConnection"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putSyncConnection: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Needed where there is no connection of this name yet.
                     * @enum {string}
                     */
                    readonly connector?: "infobip" | "braze" | "klaviyo" | "customerio" | "sfmc";
                    /**
                     * @description What is left out stays as it is.
                     * @default {}
                     */
                    readonly options?: {
                        /** @description Active is whoever did something within these days. */
                        readonly active_days?: number;
                        /** @description Of the rate of upserts, for a backfill. */
                        readonly backfill_share?: number;
                        /** @description Which are sent. */
                        readonly events?: readonly ("opt_in" | "opt_out" | "point_accrual" | "point_redemption" | "tier_upgrade" | "tier_downgrade" | "tier_anniversary" | "close_to_tier_upgrade")[];
                        /** @description Requests a second; what is not here is as the connector's. */
                        readonly limits?: {
                            readonly [key: string]: number;
                        };
                        /**
                         * @description `delete`: the person goes there, too.
                         * @enum {string}
                         */
                        readonly on_forget?: "clear" | "delete";
                        /**
                         * @description What becomes of the values there; the tag is removed either way.
                         * @enum {string}
                         */
                        readonly on_opt_out?: "keep" | "clear";
                        /** @description So many are read back each night and compared. */
                        readonly reconcile_sample?: number;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncConnection"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly setSyncAccess: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description A newer one beside those that are stored, which go on signing until `secrets` replaces them. */
                    readonly add_secret?: string;
                    readonly key?: string | null;
                    /** @description The newest first; for webhooks `whsec_…`. They replace those that are stored. */
                    readonly secrets?: readonly string[];
                    readonly url?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncConnection"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeSyncAccess: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncConnection"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly startSyncBackfill: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Also those of whom nothing has changed since they were sent.
                     * @default false
                     */
                    readonly force?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Run"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly checkSyncConnection: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncCheck"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listSyncedCustomers: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
                readonly status?: "pending" | "synced" | "failed" | "left" | "erased";
            };
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["SyncedCustomer"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly actOnSyncedCustomers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly action: "push" | "tag" | "untag";
                    readonly customers: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly queued: number;
                        readonly refused: number;
                        /** @description In the order of those asked for. */
                        readonly results: readonly ({
                            /** Format: uuid */
                            readonly customer_id: string;
                            readonly index: number;
                            /** @enum {string} */
                            readonly result: "queued";
                            /** @enum {number} */
                            readonly status: 200;
                        } | {
                            readonly error: components["schemas"]["Problem"];
                            readonly index: number;
                            readonly status: number;
                        })[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listSetAsideEvents: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
                readonly status?: "waiting" | "dead" | "expired";
            };
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["SyncSetAsideEvent"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly retrySetAsideEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
                readonly event: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** Format: uuid */
                        readonly id: string;
                        /** @enum {string} */
                        readonly result: "queued";
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSyncMapping: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncMapping"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeSyncMapping: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly fields: {
                        readonly [key: string]: {
                            readonly enabled?: boolean;
                            /** @description Another name there. */
                            readonly target?: string;
                            readonly transforms?: readonly components["schemas"]["SyncTransformInput"][];
                            /** @enum {string} */
                            readonly type?: "string" | "integer" | "decimal" | "boolean" | "date" | "datetime";
                        } | null;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncMapping"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly pauseSync: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncConnection"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly resumeSync: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncConnection"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly planSyncSetup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncSetup"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly applySyncSetup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncSetupApplied"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSyncStatus: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly connection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncStatus"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listSyncConnectors: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["SyncConnector"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listSyncEvents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["SyncEventDefinition"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listSyncFields: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["SyncField"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly addTagsToMany: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Booked without outcomes and without the limit of lateness: for migrations.
                     * @default false
                     */
                    readonly history?: boolean;
                    /**
                     * @description `bulk` never delays live facts: for imports and back-fills.
                     * @default live
                     * @enum {string}
                     */
                    readonly lane?: "live" | "bulk";
                    readonly tags: readonly components["schemas"]["BatchTag"][];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly accepted: number;
                        readonly refused: number;
                        readonly replayed: number;
                        /** @description In the order of the items sent. */
                        readonly results: readonly ({
                            readonly decision: components["schemas"]["Decision"];
                            readonly index: number;
                            /** @enum {number} */
                            readonly status: 200;
                        } | {
                            readonly error: components["schemas"]["Problem"];
                            readonly index: number;
                            readonly status: number;
                        })[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly recordTicket: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TicketReport"];
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly recordTickets: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key with the same body gives the first answer again, for ever; with another body, `key_reused`. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Booked without outcomes and without the limit of lateness: for migrations.
                     * @default false
                     */
                    readonly history?: boolean;
                    /**
                     * @description `bulk` never delays live facts: for imports and back-fills.
                     * @default live
                     * @enum {string}
                     */
                    readonly lane?: "live" | "bulk";
                    readonly tickets: readonly components["schemas"]["BatchTicketReport"][];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly accepted: number;
                        readonly refused: number;
                        readonly replayed: number;
                        /** @description In the order of the items sent. */
                        readonly results: readonly ({
                            readonly decision: components["schemas"]["Decision"];
                            readonly index: number;
                            /** @enum {number} */
                            readonly status: 200;
                        } | {
                            readonly error: components["schemas"]["Problem"];
                            readonly index: number;
                            readonly status: number;
                        })[];
                    };
                };
            };
            /** @description Above a limit of whoever asks: kept as a request until a second person decides it. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getTierPopulation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly customers: number;
                            readonly level: string;
                            readonly rank: number;
                            readonly system: string;
                            readonly title: string;
                        }[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly sendTransaction: {
        readonly parameters: {
            readonly query?: {
                readonly trace?: "true" | "false";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Transaction"];
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SentTransaction"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getTransaction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly transaction: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly purchases: readonly components["schemas"]["Purchase"][];
                        readonly transaction_id: string;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly returnTransaction: {
        readonly parameters: {
            readonly query?: {
                readonly trace?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                readonly transaction: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TransactionReturn"];
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SentTransaction"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly voidTransaction: {
        readonly parameters: {
            readonly query?: {
                readonly trace?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                readonly transaction: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TransactionVoid"];
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SentTransaction"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly sendTransactions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Booked without outcomes and without the limit of lateness: for migrations.
                     * @default false
                     */
                    readonly history?: boolean;
                    /**
                     * @description `bulk` never delays live facts: for imports and back-fills.
                     * @default live
                     * @enum {string}
                     */
                    readonly lane?: "live" | "bulk";
                    readonly transactions: readonly components["schemas"]["Transaction"][];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly results: readonly ({
                            readonly index: number;
                            /** @enum {number} */
                            readonly status: 200;
                            readonly transaction: components["schemas"]["SentTransaction"];
                        } | {
                            readonly error: components["schemas"]["Problem"];
                            readonly index: number;
                            readonly status: number;
                        })[];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listTray: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["TrayMessage"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listUsers: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["User"][];
                        /** @description Pass as `after` for the next page; null on the last one. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly inviteUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** Format: email */
                    readonly email: string;
                    readonly groups?: readonly string[];
                    readonly name: string;
                    readonly roles?: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["InvitedUser"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly user: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly user: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly disabled?: boolean;
                    readonly groups?: readonly string[];
                    readonly name?: string;
                    readonly own_customers?: readonly string[];
                    readonly roles?: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly inviteUserAgain: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly user: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** Format: date-time */
                        readonly expires_at: string;
                        /** @description For POST /auth/invitation, once; in this answer only. */
                        readonly token: string;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeSecondFactor: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly user: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listUserSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly user: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Session"][];
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly endUserSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly user: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly ended: number;
                    };
                };
            };
            /** @description A problem; see `code`. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}

/** `isKeyed`: takes an idempotency key, so that repeating it is safe. */
export const OPERATIONS = {
  acceptInvitation: { method: 'POST', path: '/auth/invitation', isKeyed: false },
  actOnSyncedCustomers: { method: 'POST', path: '/v1/sync/connections/{connection}/customers', isKeyed: false },
  addIdentifier: { method: 'POST', path: '/v1/customers/{customer}/identifiers', isKeyed: true },
  addNote: { method: 'POST', path: '/v1/customers/{customer}/notes', isKeyed: true },
  addTags: { method: 'POST', path: '/v1/customers/{customer}/tags', isKeyed: true },
  addTagsToMany: { method: 'POST', path: '/v1/tags/batch', isKeyed: false },
  adjustCard: { method: 'POST', path: '/v1/customers/{customer}/cards/{card}/adjust', isKeyed: true },
  adjustPoints: { method: 'POST', path: '/v1/customers/{customer}/adjustments', isKeyed: true },
  applyProgramme: { method: 'POST', path: '/v1/programme/apply', isKeyed: false },
  applySyncSetup: { method: 'POST', path: '/v1/sync/connections/{connection}/setup', isKeyed: false },
  approveCampaign: { method: 'POST', path: '/v1/campaigns/{campaign}/approve', isKeyed: false },
  approveProgrammeDraft: { method: 'POST', path: '/v1/programme/draft/approve', isKeyed: false },
  approveRequest: { method: 'POST', path: '/v1/approvals/{approval}/approve', isKeyed: false },
  assignPromoCode: { method: 'POST', path: '/v1/customers/{customer}/promo-codes/assign', isKeyed: true },
  beginSecondFactor: { method: 'POST', path: '/auth/second-factor', isKeyed: false },
  cancelCustomerChange: { method: 'POST', path: '/v1/customer-changes/runs/{run}/cancel', isKeyed: false },
  cancelImport: { method: 'POST', path: '/v1/imports/{import}/cancel', isKeyed: false },
  cancelMessage: { method: 'POST', path: '/v1/messages/{id}/cancel', isKeyed: false },
  cancelMessages: { method: 'POST', path: '/v1/messages/cancel', isKeyed: false },
  cancelOrder: { method: 'POST', path: '/v1/customers/{customer}/orders/{order}/cancel', isKeyed: true },
  cancelPromoCode: { method: 'POST', path: '/v1/promo-codes/{code}/cancel', isKeyed: false },
  cancelPromoGeneration: { method: 'POST', path: '/v1/promo-lists/{list}/generations/{generation}/cancel', isKeyed: false },
  cancelRun: { method: 'POST', path: '/v1/runs/{run}/cancel', isKeyed: false },
  captureHold: { method: 'POST', path: '/v1/customers/{customer}/holds/{hold}/capture', isKeyed: true },
  changeCustomers: { method: 'POST', path: '/v1/customer-changes', isKeyed: true },
  changeGroup: { method: 'PUT', path: '/v1/groups/{group}', isKeyed: false },
  changeOfferOfCustomer: { method: 'PATCH', path: '/v1/customers/{customer}/offers/{user_offer}', isKeyed: true },
  changePassword: { method: 'POST', path: '/auth/password', isKeyed: false },
  changeRole: { method: 'PATCH', path: '/v1/roles/{role}', isKeyed: false },
  changeSyncMapping: { method: 'PUT', path: '/v1/sync/connections/{connection}/mapping', isKeyed: false },
  changeUser: { method: 'PATCH', path: '/v1/users/{user}', isKeyed: false },
  checkCampaign: { method: 'POST', path: '/v1/campaigns/check', isKeyed: false },
  checkSyncConnection: { method: 'POST', path: '/v1/sync/connections/{connection}/check', isKeyed: false },
  claimPromoCode: { method: 'POST', path: '/v1/customers/{customer}/promo-codes', isKeyed: true },
  completeCampaign: { method: 'POST', path: '/v1/customers/{customer}/campaigns/{campaign}/complete', isKeyed: true },
  confirmCardStolen: { method: 'POST', path: '/v1/customers/{customer}/cards/{card}/confirm-stolen', isKeyed: true },
  countCustomers: { method: 'GET', path: '/v1/customers/count', isKeyed: false },
  createApiKey: { method: 'POST', path: '/v1/api-keys', isKeyed: false },
  createCustomer: { method: 'POST', path: '/v1/customers', isKeyed: true },
  createGroup: { method: 'POST', path: '/v1/groups', isKeyed: false },
  createOfferCode: { method: 'POST', path: '/v1/customers/{customer}/offers/{user_offer}/code', isKeyed: false },
  createRole: { method: 'POST', path: '/v1/roles', isKeyed: false },
  deleteCampaign: { method: 'DELETE', path: '/v1/campaigns/{campaign}', isKeyed: false },
  deleteCustomer: { method: 'DELETE', path: '/v1/customers/{customer}', isKeyed: true },
  deleteDraftEntry: { method: 'DELETE', path: '/v1/programme/draft/entries/{section}/{name}', isKeyed: false },
  deleteOffer: { method: 'DELETE', path: '/v1/offers/{offer}', isKeyed: false },
  deletePromoList: { method: 'DELETE', path: '/v1/promo-lists/{list}', isKeyed: false },
  deleteRewardStore: { method: 'DELETE', path: '/v1/reward-stores/{store}', isKeyed: false },
  depositPoints: { method: 'POST', path: '/v1/customers/{customer}/deposits', isKeyed: true },
  diffProgrammeVersions: { method: 'GET', path: '/v1/programme/diff', isKeyed: false },
  disableSecondFactor: { method: 'POST', path: '/auth/second-factor/disable', isKeyed: false },
  discardDraftEntry: { method: 'POST', path: '/v1/programme/draft/entries/{section}/{name}/discard', isKeyed: false },
  discardProgrammeDraft: { method: 'DELETE', path: '/v1/programme/draft', isKeyed: false },
  downloadExport: { method: 'GET', path: '/v1/customers/{customer}/privacy/exports/{request}/file', isKeyed: false },
  editNote: { method: 'PUT', path: '/v1/customers/{customer}/notes/{note}', isKeyed: true },
  endCampaign: { method: 'POST', path: '/v1/campaigns/{campaign}/end', isKeyed: false },
  endMySession: { method: 'DELETE', path: '/v1/me/sessions/{session}', isKeyed: false },
  endUserSessions: { method: 'DELETE', path: '/v1/users/{user}/sessions', isKeyed: false },
  expireCard: { method: 'POST', path: '/v1/customers/{customer}/cards/{card}/expire', isKeyed: true },
  explainDecision: { method: 'GET', path: '/v1/customers/{customer}/decisions/{decision}/explain', isKeyed: false },
  explainEvent: { method: 'POST', path: '/v1/customers/{customer}/explain', isKeyed: false },
  exportPointsByDay: { method: 'GET', path: '/v1/analytics/points.csv', isKeyed: false },
  exportProgramme: { method: 'GET', path: '/v1/programme/export', isKeyed: false },
  exportPromoCodes: { method: 'GET', path: '/v1/promo-lists/{list}/codes.csv', isKeyed: false },
  forgetCustomer: { method: 'POST', path: '/v1/customers/{customer}/privacy/forget', isKeyed: true },
  generatePromoCodes: { method: 'POST', path: '/v1/promo-lists/{list}/generations', isKeyed: false },
  getActivity: { method: 'GET', path: '/v1/customers/{customer}/activity/{row}', isKeyed: false },
  getApproval: { method: 'GET', path: '/v1/approvals/{approval}', isKeyed: false },
  getAudience: { method: 'GET', path: '/v1/audiences/{audience}', isKeyed: false },
  getAudit: { method: 'GET', path: '/v1/customers/{customer}/audit/{row}', isKeyed: false },
  getAuditFeed: { method: 'GET', path: '/v1/audit-feed', isKeyed: false },
  getBalances: { method: 'GET', path: '/v1/customers/{customer}/balances', isKeyed: false },
  getCampaign: { method: 'GET', path: '/v1/campaigns/{campaign}', isKeyed: false },
  getCampaignResults: { method: 'GET', path: '/v1/campaigns/{campaign}/results', isKeyed: false },
  getCard: { method: 'GET', path: '/v1/customers/{customer}/cards/{card}', isKeyed: false },
  getCustomer: { method: 'GET', path: '/v1/customers/{customer}', isKeyed: false },
  getCustomerChange: { method: 'GET', path: '/v1/customer-changes/runs/{run}', isKeyed: false },
  getCustomerHeader: { method: 'GET', path: '/v1/customers/{customer}/header', isKeyed: false },
  getCustomerMetrics: { method: 'GET', path: '/v1/customers/{customer}/metrics', isKeyed: false },
  getCustomerSync: { method: 'GET', path: '/v1/customers/{customer}/sync', isKeyed: false },
  getCustomerTransaction: { method: 'GET', path: '/v1/customers/{customer}/transactions/{transaction}', isKeyed: false },
  getDataMap: { method: 'GET', path: '/v1/privacy/data-map', isKeyed: false },
  getDecision: { method: 'GET', path: '/v1/customers/{customer}/decisions/{decision}', isKeyed: false },
  getHealth: { method: 'GET', path: '/health', isKeyed: false },
  getImport: { method: 'GET', path: '/v1/imports/{import}', isKeyed: false },
  getItem: { method: 'GET', path: '/v1/items/{item}', isKeyed: false },
  getMe: { method: 'GET', path: '/v1/me', isKeyed: false },
  getMessage: { method: 'GET', path: '/v1/messages/{id}', isKeyed: false },
  getMetricModel: { method: 'GET', path: '/v1/metrics/model', isKeyed: false },
  getNoteHistory: { method: 'GET', path: '/v1/customers/{customer}/notes/{note}/history', isKeyed: false },
  getOfferOfCustomer: { method: 'GET', path: '/v1/customers/{customer}/offers/{user_offer}', isKeyed: false },
  getOrder: { method: 'GET', path: '/v1/customers/{customer}/orders/{order}', isKeyed: false },
  getOverview: { method: 'GET', path: '/v1/analytics/overview', isKeyed: false },
  getPrivacyRequest: { method: 'GET', path: '/v1/customers/{customer}/privacy/requests/{request}', isKeyed: false },
  getPrivacyState: { method: 'GET', path: '/v1/customers/{customer}/privacy', isKeyed: false },
  getProblem: { method: 'GET', path: '/problems/{code}', isKeyed: false },
  getProgramme: { method: 'GET', path: '/v1/programme', isKeyed: false },
  getProgrammeDraft: { method: 'GET', path: '/v1/programme/draft', isKeyed: false },
  getProgrammeDraftFiles: { method: 'GET', path: '/v1/programme/draft/files', isKeyed: false },
  getProgrammeWords: { method: 'GET', path: '/v1/programme/words', isKeyed: false },
  getPromoCode: { method: 'GET', path: '/v1/promo-codes/{code}', isKeyed: false },
  getPromoGeneration: { method: 'GET', path: '/v1/promo-lists/{list}/generations/{generation}', isKeyed: false },
  getPromoList: { method: 'GET', path: '/v1/promo-lists/{list}', isKeyed: false },
  getPromoLockout: { method: 'GET', path: '/v1/customers/{customer}/promo-lockout', isKeyed: false },
  getProvider: { method: 'GET', path: '/v1/providers/{provider}', isKeyed: false },
  getRuleFields: { method: 'GET', path: '/v1/programme/fields', isKeyed: false },
  getRun: { method: 'GET', path: '/v1/runs/{run}', isKeyed: false },
  getSetup: { method: 'GET', path: '/v1/setup', isKeyed: false },
  getSyncConnection: { method: 'GET', path: '/v1/sync/connections/{connection}', isKeyed: false },
  getSyncMapping: { method: 'GET', path: '/v1/sync/connections/{connection}/mapping', isKeyed: false },
  getSyncStatus: { method: 'GET', path: '/v1/sync/connections/{connection}/status', isKeyed: false },
  getTierPopulation: { method: 'GET', path: '/v1/tiers/population', isKeyed: false },
  getTiers: { method: 'GET', path: '/v1/customers/{customer}/tiers', isKeyed: false },
  getTransaction: { method: 'GET', path: '/v1/transactions/{transaction}', isKeyed: false },
  getUser: { method: 'GET', path: '/v1/users/{user}', isKeyed: false },
  holdPoints: { method: 'POST', path: '/v1/customers/{customer}/holds', isKeyed: true },
  inviteUser: { method: 'POST', path: '/v1/users', isKeyed: false },
  inviteUserAgain: { method: 'POST', path: '/v1/users/{user}/invitation', isKeyed: false },
  issueOffer: { method: 'POST', path: '/v1/customers/{customer}/offers', isKeyed: true },
  liftLegalHold: { method: 'POST', path: '/v1/customers/{customer}/privacy/legal-hold/lift', isKeyed: true },
  liftOfferExclusion: { method: 'POST', path: '/v1/customers/{customer}/offer-exclusions/{offer}/lift', isKeyed: true },
  listAccessAudit: { method: 'GET', path: '/v1/access-audit', isKeyed: false },
  listActivity: { method: 'GET', path: '/v1/customers/{customer}/activity', isKeyed: false },
  listActivityTypes: { method: 'GET', path: '/v1/activity/types', isKeyed: false },
  listApiKeys: { method: 'GET', path: '/v1/api-keys', isKeyed: false },
  listApprovals: { method: 'GET', path: '/v1/approvals', isKeyed: false },
  listAttention: { method: 'GET', path: '/v1/attention', isKeyed: false },
  listAudiences: { method: 'GET', path: '/v1/audiences', isKeyed: false },
  listAudit: { method: 'GET', path: '/v1/customers/{customer}/audit', isKeyed: false },
  listAuditTypes: { method: 'GET', path: '/v1/audit/types', isKeyed: false },
  listAvailableOffers: { method: 'GET', path: '/v1/customers/{customer}/offers/available', isKeyed: false },
  listCampaigns: { method: 'GET', path: '/v1/campaigns', isKeyed: false },
  listCampaignsOfCustomer: { method: 'GET', path: '/v1/customers/{customer}/campaigns', isKeyed: false },
  listCardHistory: { method: 'GET', path: '/v1/customers/{customer}/cards/{card}/history', isKeyed: false },
  listCardTypes: { method: 'GET', path: '/v1/card-types', isKeyed: false },
  listCards: { method: 'GET', path: '/v1/customers/{customer}/cards', isKeyed: false },
  listCustomerPrivacyRequests: { method: 'GET', path: '/v1/customers/{customer}/privacy/requests', isKeyed: false },
  listCustomerTransactions: { method: 'GET', path: '/v1/customers/{customer}/transactions', isKeyed: false },
  listCustomersBelowMinimumAge: { method: 'GET', path: '/v1/customers/below-minimum-age', isKeyed: false },
  listDecisions: { method: 'GET', path: '/v1/customers/{customer}/decisions', isKeyed: false },
  listDeliveries: { method: 'GET', path: '/v1/messages/{id}/deliveries', isKeyed: false },
  listExpired: { method: 'GET', path: '/v1/privacy/retention', isKeyed: false },
  listExternalAccounts: { method: 'GET', path: '/v1/customers/{customer}/external-accounts', isKeyed: false },
  listGroups: { method: 'GET', path: '/v1/groups', isKeyed: false },
  listHolds: { method: 'GET', path: '/v1/customers/{customer}/holds', isKeyed: false },
  listIdentifiers: { method: 'GET', path: '/v1/customers/{customer}/identifiers', isKeyed: false },
  listImports: { method: 'GET', path: '/v1/imports', isKeyed: false },
  listItems: { method: 'GET', path: '/v1/items', isKeyed: false },
  listMerges: { method: 'GET', path: '/v1/customers/{customer}/merges', isKeyed: false },
  listMessages: { method: 'GET', path: '/v1/messages', isKeyed: false },
  listMessagesOfCustomer: { method: 'GET', path: '/v1/customers/{customer}/messages', isKeyed: false },
  listMySessions: { method: 'GET', path: '/v1/me/sessions', isKeyed: false },
  listNotes: { method: 'GET', path: '/v1/customers/{customer}/notes', isKeyed: false },
  listOfferExclusions: { method: 'GET', path: '/v1/customers/{customer}/offer-exclusions', isKeyed: false },
  listOffers: { method: 'GET', path: '/v1/offers', isKeyed: false },
  listOffersOfCustomer: { method: 'GET', path: '/v1/customers/{customer}/offers', isKeyed: false },
  listOrders: { method: 'GET', path: '/v1/customers/{customer}/orders', isKeyed: false },
  listPoints: { method: 'GET', path: '/v1/customers/{customer}/points', isKeyed: false },
  listPointsByMonth: { method: 'GET', path: '/v1/analytics/points', isKeyed: false },
  listPrivacyRequests: { method: 'GET', path: '/v1/privacy/requests', isKeyed: false },
  listProgrammeVersions: { method: 'GET', path: '/v1/programme/versions', isKeyed: false },
  listPromoCodes: { method: 'GET', path: '/v1/promo-lists/{list}/codes', isKeyed: false },
  listPromoCodesOfCustomer: { method: 'GET', path: '/v1/customers/{customer}/promo-codes', isKeyed: false },
  listPromoGenerations: { method: 'GET', path: '/v1/promo-lists/{list}/generations', isKeyed: false },
  listPromoLists: { method: 'GET', path: '/v1/promo-lists', isKeyed: false },
  listProviders: { method: 'GET', path: '/v1/providers', isKeyed: false },
  listRejectedFacts: { method: 'GET', path: '/v1/rejected-facts', isKeyed: false },
  listRejectedRows: { method: 'GET', path: '/v1/imports/{import}/rejected', isKeyed: false },
  listRewardStores: { method: 'GET', path: '/v1/reward-stores', isKeyed: false },
  listRewardStoresOfCustomer: { method: 'GET', path: '/v1/customers/{customer}/reward-stores', isKeyed: false },
  listRoles: { method: 'GET', path: '/v1/roles', isKeyed: false },
  listRuns: { method: 'GET', path: '/v1/runs', isKeyed: false },
  listSetAsideEvents: { method: 'GET', path: '/v1/sync/connections/{connection}/events', isKeyed: false },
  listStores: { method: 'GET', path: '/v1/stores', isKeyed: false },
  listSyncConnections: { method: 'GET', path: '/v1/sync/connections', isKeyed: false },
  listSyncConnectors: { method: 'GET', path: '/v1/sync/connectors', isKeyed: false },
  listSyncEvents: { method: 'GET', path: '/v1/sync/events', isKeyed: false },
  listSyncFields: { method: 'GET', path: '/v1/sync/fields', isKeyed: false },
  listSyncedCustomers: { method: 'GET', path: '/v1/sync/connections/{connection}/customers', isKeyed: false },
  listTags: { method: 'GET', path: '/v1/customers/{customer}/tags', isKeyed: false },
  listTickets: { method: 'GET', path: '/v1/customers/{customer}/tickets', isKeyed: false },
  listTierEntries: { method: 'GET', path: '/v1/customers/{customer}/tiers/{system}/entries', isKeyed: false },
  listTierMoves: { method: 'GET', path: '/v1/customers/{customer}/tiers/history', isKeyed: false },
  listTray: { method: 'GET', path: '/v1/tray', isKeyed: false },
  listUserSessions: { method: 'GET', path: '/v1/users/{user}/sessions', isKeyed: false },
  listUsers: { method: 'GET', path: '/v1/users', isKeyed: false },
  lockOffer: { method: 'POST', path: '/v1/customers/{customer}/offers/{user_offer}/lock', isKeyed: true },
  lookUpExternalAccount: { method: 'POST', path: '/v1/customers/{customer}/external-accounts/{system}/look-up', isKeyed: false },
  makeBackupCodes: { method: 'POST', path: '/auth/second-factor/backup-codes', isKeyed: false },
  markOwnCustomers: { method: 'PATCH', path: '/v1/me', isKeyed: false },
  mergeCustomer: { method: 'POST', path: '/v1/customers/{customer}/merge', isKeyed: true },
  moveTier: { method: 'POST', path: '/v1/customers/{customer}/tiers/moves', isKeyed: true },
  optInToCampaign: { method: 'POST', path: '/v1/customers/{customer}/campaigns/{campaign}/opt-in', isKeyed: true },
  pauseCampaign: { method: 'POST', path: '/v1/campaigns/{campaign}/pause', isKeyed: false },
  pauseProvider: { method: 'POST', path: '/v1/providers/{provider}/pause', isKeyed: false },
  pauseSync: { method: 'POST', path: '/v1/sync/connections/{connection}/pause', isKeyed: false },
  planProgramme: { method: 'POST', path: '/v1/programme/plan', isKeyed: false },
  planProgrammeDraft: { method: 'POST', path: '/v1/programme/draft/plan', isKeyed: false },
  planProgrammeRollBack: { method: 'POST', path: '/v1/programme/versions/{version}/plan', isKeyed: false },
  planSyncSetup: { method: 'GET', path: '/v1/sync/connections/{connection}/setup', isKeyed: false },
  previewAudience: { method: 'POST', path: '/v1/audiences/preview', isKeyed: false },
  previewMerge: { method: 'POST', path: '/v1/customers/{customer}/merge/preview', isKeyed: false },
  previewMessage: { method: 'POST', path: '/v1/programme/messages/{message}/preview', isKeyed: false },
  publishProgrammeDraft: { method: 'POST', path: '/v1/programme/draft/publish', isKeyed: false },
  purchaseReward: { method: 'POST', path: '/v1/customers/{customer}/reward-stores/{store}/purchases', isKeyed: true },
  pushCustomer: { method: 'POST', path: '/v1/customers/{customer}/sync', isKeyed: false },
  putCampaign: { method: 'PUT', path: '/v1/campaigns/{campaign}', isKeyed: false },
  putDraftEntry: { method: 'PUT', path: '/v1/programme/draft/entries/{section}/{name}', isKeyed: false },
  putOffer: { method: 'PUT', path: '/v1/offers/{offer}', isKeyed: false },
  putProgrammeDraftFiles: { method: 'PUT', path: '/v1/programme/draft/files', isKeyed: false },
  putPromoList: { method: 'PUT', path: '/v1/promo-lists/{list}', isKeyed: false },
  putRewardStore: { method: 'PUT', path: '/v1/reward-stores/{store}', isKeyed: false },
  putSyncConnection: { method: 'PUT', path: '/v1/sync/connections/{connection}', isKeyed: false },
  qualifyTiers: { method: 'POST', path: '/v1/customers/{customer}/tiers/qualify', isKeyed: true },
  rebaseProgrammeDraft: { method: 'POST', path: '/v1/programme/draft/rebase', isKeyed: false },
  recordTicket: { method: 'POST', path: '/v1/tickets', isKeyed: true },
  recordTickets: { method: 'POST', path: '/v1/tickets/batch', isKeyed: true },
  redeemOffer: { method: 'POST', path: '/v1/customers/{customer}/offers/{user_offer}/redeem', isKeyed: true },
  registerCard: { method: 'POST', path: '/v1/customers/{customer}/cards', isKeyed: true },
  reinstateOffer: { method: 'POST', path: '/v1/customers/{customer}/offers/{user_offer}/reinstate', isKeyed: true },
  rejectRequest: { method: 'POST', path: '/v1/approvals/{approval}/reject', isKeyed: false },
  releaseHold: { method: 'POST', path: '/v1/customers/{customer}/holds/{hold}/release', isKeyed: true },
  removeCard: { method: 'POST', path: '/v1/customers/{customer}/cards/{card}/remove', isKeyed: true },
  removeGroup: { method: 'DELETE', path: '/v1/groups/{group}', isKeyed: false },
  removeIdentifier: { method: 'DELETE', path: '/v1/customers/{customer}/identifiers/{identifier}', isKeyed: true },
  removeNote: { method: 'DELETE', path: '/v1/customers/{customer}/notes/{note}', isKeyed: true },
  removeProviderAccess: { method: 'DELETE', path: '/v1/providers/{provider}/access', isKeyed: false },
  removeRole: { method: 'DELETE', path: '/v1/roles/{role}', isKeyed: false },
  removeSecondFactor: { method: 'DELETE', path: '/v1/users/{user}/second-factor', isKeyed: false },
  removeSyncAccess: { method: 'DELETE', path: '/v1/sync/connections/{connection}/access', isKeyed: false },
  removeTag: { method: 'DELETE', path: '/v1/customers/{customer}/tags/{tag}', isKeyed: true },
  replayMessage: { method: 'POST', path: '/v1/messages/{id}/replay', isKeyed: false },
  replayMessages: { method: 'POST', path: '/v1/messages/replay', isKeyed: false },
  replayRejectedFact: { method: 'POST', path: '/v1/rejected-facts/{fact}/replay', isKeyed: false },
  reportCard: { method: 'POST', path: '/v1/customers/{customer}/cards/{card}/report', isKeyed: true },
  reportCardFound: { method: 'POST', path: '/v1/customers/{customer}/cards/{card}/found', isKeyed: true },
  requestExport: { method: 'POST', path: '/v1/customers/{customer}/privacy/export', isKeyed: true },
  resetPromoLockout: { method: 'DELETE', path: '/v1/customers/{customer}/promo-lockout', isKeyed: true },
  resetTag: { method: 'POST', path: '/v1/customers/{customer}/tags/{tag}/reset', isKeyed: true },
  restoreCustomer: { method: 'POST', path: '/v1/customers/{customer}/restore', isKeyed: true },
  resumeCampaign: { method: 'POST', path: '/v1/campaigns/{campaign}/resume', isKeyed: false },
  resumeProcessing: { method: 'POST', path: '/v1/customers/{customer}/privacy/resume', isKeyed: true },
  resumeProvider: { method: 'POST', path: '/v1/providers/{provider}/resume', isKeyed: false },
  resumeSync: { method: 'POST', path: '/v1/sync/connections/{connection}/resume', isKeyed: false },
  retrySetAsideEvent: { method: 'POST', path: '/v1/sync/connections/{connection}/events/{event}/retry', isKeyed: false },
  returnTransaction: { method: 'POST', path: '/v1/transactions/{transaction}/return', isKeyed: false },
  reversePoints: { method: 'POST', path: '/v1/customers/{customer}/reversals', isKeyed: true },
  revokeApiKey: { method: 'DELETE', path: '/v1/api-keys/{id}', isKeyed: false },
  revokeOffer: { method: 'POST', path: '/v1/customers/{customer}/offers/{user_offer}/revoke', isKeyed: true },
  rollBackProgramme: { method: 'POST', path: '/v1/programme/versions/{version}/roll-back', isKeyed: false },
  saveItems: { method: 'PUT', path: '/v1/items', isKeyed: false },
  saveStores: { method: 'PUT', path: '/v1/stores', isKeyed: false },
  searchCustomers: { method: 'GET', path: '/v1/customers', isKeyed: false },
  sendBackProgrammeDraft: { method: 'POST', path: '/v1/programme/draft/send-back', isKeyed: false },
  sendEvent: { method: 'POST', path: '/v1/events', isKeyed: true },
  sendEvents: { method: 'POST', path: '/v1/events/batch', isKeyed: true },
  sendTransaction: { method: 'POST', path: '/v1/transactions', isKeyed: false },
  sendTransactions: { method: 'POST', path: '/v1/transactions/batch', isKeyed: false },
  setLegalHold: { method: 'POST', path: '/v1/customers/{customer}/privacy/legal-hold', isKeyed: true },
  setProviderAccess: { method: 'PUT', path: '/v1/providers/{provider}/access', isKeyed: false },
  setSyncAccess: { method: 'PUT', path: '/v1/sync/connections/{connection}/access', isKeyed: false },
  setUp: { method: 'POST', path: '/v1/setup', isKeyed: false },
  signIn: { method: 'POST', path: '/auth/sign-in', isKeyed: false },
  signInWithOidc: { method: 'POST', path: '/auth/oidc', isKeyed: false },
  signOut: { method: 'POST', path: '/auth/sign-out', isKeyed: false },
  spendPoints: { method: 'POST', path: '/v1/customers/{customer}/spends', isKeyed: true },
  startCustomerChange: { method: 'POST', path: '/v1/customer-changes/runs', isKeyed: false },
  startImport: { method: 'POST', path: '/v1/imports', isKeyed: false },
  startRun: { method: 'POST', path: '/v1/runs', isKeyed: false },
  startSyncBackfill: { method: 'POST', path: '/v1/sync/connections/{connection}/backfill', isKeyed: false },
  stopProcessing: { method: 'POST', path: '/v1/customers/{customer}/privacy/stop', isKeyed: true },
  streamActivity: { method: 'GET', path: '/v1/customers/{customer}/activity/stream', isKeyed: false },
  submitCampaign: { method: 'POST', path: '/v1/campaigns/{campaign}/submit', isKeyed: false },
  submitProgrammeDraft: { method: 'POST', path: '/v1/programme/draft/submit', isKeyed: false },
  synchroniseExternalAccount: { method: 'POST', path: '/v1/customers/{customer}/external-accounts/{system}/synchronise', isKeyed: true },
  testMessage: { method: 'POST', path: '/v1/programme/messages/{message}/test', isKeyed: false },
  transferCard: { method: 'POST', path: '/v1/customers/{customer}/cards/{card}/transfer', isKeyed: true },
  transferPoints: { method: 'POST', path: '/v1/customers/{customer}/transfers', isKeyed: true },
  tryCampaignOnBase: { method: 'POST', path: '/v1/campaigns/trial', isKeyed: false },
  tryCampaignOnCustomer: { method: 'POST', path: '/v1/campaigns/try', isKeyed: false },
  unlockOffer: { method: 'POST', path: '/v1/customers/{customer}/offers/{user_offer}/unlock', isKeyed: true },
  unmergeCustomer: { method: 'POST', path: '/v1/customers/{customer}/unmerge', isKeyed: true },
  updateCard: { method: 'PATCH', path: '/v1/customers/{customer}/cards/{card}', isKeyed: true },
  updateCustomer: { method: 'PATCH', path: '/v1/customers/{customer}', isKeyed: true },
  updateOrder: { method: 'PATCH', path: '/v1/customers/{customer}/orders/{order}', isKeyed: true },
  uploadPromoCodes: { method: 'POST', path: '/v1/promo-lists/{list}/codes', isKeyed: false },
  upsertCustomer: { method: 'PUT', path: '/v1/customers', isKeyed: true },
  verifySecondFactor: { method: 'POST', path: '/auth/second-factor/verify', isKeyed: false },
  voidTransaction: { method: 'POST', path: '/v1/transactions/{transaction}/void', isKeyed: false },
} as const;
