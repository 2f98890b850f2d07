// Made by `npm run contract` from docs/reference/openapi.json: what is changed here by hand is lost.

export interface paths {
    "/v1/casm/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists customers by segment, state and moment of their latest change, page by page, in order of refId. */
        get: operations["listCustomers"];
        put?: never;
        /** Creates a customer with a generated refId, from a profile if one is given. */
        post: operations["createCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/customers/segment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Moves a customer to another segment, effective immediately. */
        put: operations["updateCustomerSegment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/customers/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes the state of a customer, immediately or as a plan; confirms or cancels a plan. */
        put: operations["updateCustomerState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/customers/custom-attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces the custom attributes of a customer, or merges the given ones into them. */
        put: operations["updateCustomerCustomAttributes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/customers/custom-name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes the display name of a customer. */
        put: operations["updateCustomerCustomName"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/customers/external-id": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes the external id of a customer. The previous one stops resolving immediately. */
        put: operations["updateCustomerExternalId"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/customers/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a customer as last committed, a deactivated one too. */
        get: operations["readCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/customers/segment-history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the segments that a customer was in, page by page, newest first. */
        get: operations["readSegmentHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/customers/state-history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the states that a customer was in, page by page, newest first. */
        get: operations["readStateHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/customers/effective-segment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the segment that counts now for rating, charging, billing and invoicing. */
        get: operations["readEffectiveSegment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/business-transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what was changed, oldest first, over all customers or of one; a reader goes on from where it ended.
         * @description Over all customers it ends some seconds before now, so that nothing that is committed late is missed. What arrives is what was answered and published, byte for byte.
         */
        get: operations["listBusinessTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/segment-campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists campaigns, the newest first, page by page. */
        get: operations["listSegmentCampaigns"];
        put?: never;
        /**
         * Creates a campaign, as a DRAFT: of the customers that a filter chooses now, or of rows.
         * @description Nothing is changed before its state is RUNNING. The same requestId and order again answers the same campaign, as it is then; with wait=true it is waited for again.
         */
        post: operations["createSegmentCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/segment-campaigns/{campaignId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a campaign: its state, and how many rows have come to which end. */
        get: operations["readSegmentCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/segment-campaigns/{campaignId}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Validates, starts, pauses, resumes or cancels a campaign.
         * @description When a pause or a cancellation has been answered, no row is changed any more; what was changed stays changed, and `outcomes` says how many rows that are. A repeat changes nothing: the state that the campaign is in already is answered as it is.
         */
        put: operations["updateSegmentCampaignState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/segment-campaigns/{campaignId}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what became of the rows of a campaign, in their order, page by page. */
        get: operations["listSegmentCampaignRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/segment-campaigns/{campaignId}/rows.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of the rows of a campaign as a CSV file, in their order.
         * @description It is sent as it is read, whatever its size. If the store fails meanwhile, the connection is reset: what has arrived is not the whole file.
         */
        get: operations["exportSegmentCampaignRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/segment-campaign-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Creates a campaign, as a DRAFT, of the rows of a file: CSV or NDJSON, as it is or as gzip.
         * @description The members of the order are in the query. A CSV file has a header with a column refId or externalId, and may have the columns customerSegment and reason; others are passed over. Its fields are separated by commas or semicolons. An NDJSON file has an object with these members in each line. The file is UTF-8, with up to 10,000,000 rows. It is taken whole or not at all: a file that cannot be right is refused with the line. The same requestId and order again answers the same campaign, and reads no file.
         */
        post: operations["uploadSegmentCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/customer-segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists every segment that is configured, retired ones too. */
        get: operations["listCustomerSegments"];
        put?: never;
        /** Adds a segment to the catalogue; it can be used at once. */
        post: operations["createCustomerSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/customer-segments/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads one segment of the catalogue. */
        get: operations["readCustomerSegment"];
        /** Replaces one segment of the catalogue; status RETIRED retires it. */
        put: operations["updateCustomerSegmentEntry"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/state-reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists every state reason that is configured, retired ones too. */
        get: operations["listStateReasons"];
        put?: never;
        /** Adds a state reason to the catalogue; it can be used at once. */
        post: operations["createStateReason"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/state-reasons/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads one state reason of the catalogue. */
        get: operations["readStateReason"];
        /** Replaces one state reason of the catalogue; status RETIRED retires it. */
        put: operations["updateStateReasonEntry"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/customer-profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists every profile that is configured, retired ones too. */
        get: operations["listCustomerProfiles"];
        put?: never;
        /** Adds a profile to the catalogue; it can be used at once. */
        post: operations["createCustomerProfile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/casm/customer-profiles/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads one profile of the catalogue. */
        get: operations["readCustomerProfile"];
        /** Replaces one profile of the catalogue; status RETIRED retires it. */
        put: operations["updateCustomerProfileEntry"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dwh/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many customers are in each segment, and how far the warehouse is behind. */
        get: operations["dwhSegments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dwh/segment-moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How often customers moved from one segment to another, day by day. */
        get: operations["dwhSegmentMoves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dwh/customers/{refId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A customer as the warehouse knows it, with its versions. */
        get: operations["dwhCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dwh/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, by the external id that the customer has now. */
        get: operations["dwhCustomerByExternalId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dwh/campaigns/{campaignId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many changes of a campaign are in the warehouse, and its customers by segment before and after. */
        get: operations["dwhCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads how much waits to be published to which topic, and what is parked. */
        get: operations["readOutbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/outbox/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts parked messages back, which the relay then tries again in their order.
         * @description What still cannot be published is parked again. A repeat does no harm.
         */
        post: operations["retryParkedMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the messages that the data warehouse cannot apply, page by page, in order of their places. */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/dead-letters/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads a page of dead letters again, and applies what is a Business Transaction by now.
         * @description For those that a release before could not read. A repeat does no harm. The database user of this process needs the rights of the group role `casm_dwh_repairer`; without them the answer is 500 store-misconfigured.
         */
        post: operations["retryDeadLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/leases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists which relay publishes for which customers, and until when it may. */
        get: operations["listLeases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
/** The bodies of the API by their names in the document. */
export interface components {
    schemas: {
        /**
         * Attribute Condition
         * @description A custom attribute that has exactly this value.
         */
        AttributeCondition: {
            name: string;
            value: string;
        };
        /**
         * Attributes Too Large Problem
         * @description After the change the custom attributes, as JSON, would exceed the size limit of a message.
         */
        AttributesTooLargeProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:attributes-too-large";
            /**
             * @description The problem in words, for people.
             * @example The custom attributes are too large
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 422;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Authentication Unavailable Problem
         * @description Nothing was changed; the same request may succeed after the time in Retry-After.
         */
        AuthenticationUnavailableProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:authentication-unavailable";
            /**
             * @description The problem in words, for people.
             * @example Authentication is unavailable
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 503;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Business Transaction
         * @description The changes that one call made, and the resulting customer.
         */
        BusinessTransaction: {
            transactionId: components["schemas"]["TransactionID"];
            requestId: components["schemas"]["RequestID"];
            operation: components["schemas"]["OperationName"];
            /**
             * Format: date-time
             * @description The time of the change. It grows with the customer's version, by at least one millisecond.
             * @example 2026-02-01T08:00:00.000Z
             */
            occurredAt: string;
            initiator: components["schemas"]["ClientName"];
            reason: components["schemas"]["Reason"] | null;
            /** @description The changed members. If empty, nothing changed and nothing is published. */
            changes: components["schemas"]["Change"][];
            payload: components["schemas"]["Payload"];
            campaignId?: components["schemas"]["CampaignID"] | null;
            onBehalfOf?: components["schemas"]["UserName"] | null;
        };
        /**
         * Business Transaction List
         * @description A page of what was changed, oldest first.
         */
        BusinessTransactionList: {
            businessTransactions: components["schemas"]["BusinessTransaction"][];
            /** @description Where the next page begins, for `cursor`; null: this is the last page. */
            next: string | null;
            /** @description False: this is the end for now; go on from `next` later. */
            more: boolean;
        };
        /**
         * Campaign
         * @description An order to move many customers to a segment, and its progress.
         */
        Campaign: {
            campaignId: components["schemas"]["CampaignID"];
            requestId: components["schemas"]["RequestID"];
            initiator: components["schemas"]["ClientName"];
            name: components["schemas"]["CampaignName"];
            customerSegment: components["schemas"]["Code"] | null;
            reason: components["schemas"]["Reason"] | null;
            /**
             * Format: date-time
             * @example 2026-02-01T08:00:00.000Z
             */
            startAt: string | null;
            customers: components["schemas"]["CampaignChoice"] | null;
            /**
             * Format: date-time
             * @example 2026-02-01T08:00:00.000Z
             */
            createdAt: string;
            state: components["schemas"]["CampaignState"];
            /** @description Whether a dry run is in progress. It changes no customer. */
            validating: boolean;
            /** @description The number of rows; null while they are being loaded. */
            rows: number | null;
            /** @description The results of the dry run so far. */
            forecast: components["schemas"]["TallyEntry"][];
            /** @description The results of the rows processed so far. */
            outcomes: components["schemas"]["TallyEntry"][];
            onBehalfOf?: components["schemas"]["UserName"] | null;
        };
        /**
         * Campaign Choice
         * @description The filter that selected the customers; null if the order or a file has the rows.
         * @example {
         *       "customerSegment": "RESIDENTIAL",
         *       "customAttribute": {
         *         "name": "contract",
         *         "value": "two years"
         *       }
         *     }
         */
        CampaignChoice: {
            customerSegment?: components["schemas"]["Code"] | null;
            state?: components["schemas"]["LifecycleState"] | null;
            testCustomer?: boolean | null;
            customAttribute?: components["schemas"]["ChosenAttribute"] | null;
            /**
             * Format: date-time
             * @description The customer's latest change, or its creation, occurred before this time.
             * @example 2026-02-01T08:00:00.000Z
             */
            changedBefore?: string | null;
            /**
             * Format: date-time
             * @description The customer was created before this time.
             * @example 2026-02-01T08:00:00.000Z
             */
            createdBefore?: string | null;
        };
        /**
         * Campaign Effect
         * @description The changes of a campaign that the warehouse has applied.
         */
        CampaignEffect: {
            /** @description The number of changes that are in the warehouse. */
            applied: number;
            /**
             * Format: date-time
             * @description The occurredAt of the latest of them; null if there is none.
             * @example 2026-02-01T08:00:00.000Z
             */
            latestOccurredAt: string | null;
            /** @description One entry for each segment that these customers were in or are in. */
            segments: components["schemas"]["SegmentEffect"][];
        };
        /**
         * Campaign Entry
         * @description One campaign.
         */
        CampaignEntry: {
            campaign: components["schemas"]["Campaign"];
        };
        /**
         * Campaign Filter
         * @description Selects the customers that meet all named conditions. The selection is made once, when the campaign is created.
         * @example {
         *       "customerSegment": "RESIDENTIAL",
         *       "customAttribute": {
         *         "name": "contract",
         *         "value": "two years"
         *       }
         *     }
         */
        CampaignFilter: {
            customerSegment?: components["schemas"]["Code"] | null;
            state?: components["schemas"]["LifecycleState"] | null;
            testCustomer?: boolean | null;
            customAttribute?: components["schemas"]["AttributeCondition"] | null;
            /**
             * Format: date-time
             * @description The customer's latest change, or its creation, occurred before this time.
             * @example 2026-02-01T08:00:00.000Z
             */
            changedBefore?: string | null;
            /**
             * Format: date-time
             * @description The customer was created before this time.
             * @example 2026-02-01T08:00:00.000Z
             */
            createdBefore?: string | null;
        };
        /**
         * Campaign ID
         * @description The id of the campaign that the change is a part of.
         * @example 01a20d54-4f70-7a3e-9c51-0000000000c1
         */
        CampaignID: string;
        /**
         * Campaign List
         * @description A page of campaigns, the newest first.
         */
        CampaignList: {
            campaigns: components["schemas"]["Campaign"][];
            /** @description Where the next page begins, for `cursor`; null: this is the last page. */
            next: string | null;
        };
        /**
         * Campaign Move
         * @description The requested state of a campaign. A request for its current state changes nothing.
         */
        CampaignMove: {
            /**
             * @description VALIDATED starts a dry run, which sets this state when it ends. RUNNING starts or resumes the campaign.
             * @example RUNNING
             * @enum {string}
             */
            state: "VALIDATED" | "RUNNING" | "PAUSED" | "CANCELLED";
            /**
             * @description Whether a DRAFT may run without a dry run.
             * @example true
             */
            skipValidation?: boolean | null;
        };
        /**
         * Campaign Name
         * @description A display name. It need not be unique.
         * @example Spring re-segmentation
         */
        CampaignName: string;
        /**
         * Campaign Not Found Problem
         * @description No campaign has this id.
         */
        CampaignNotFoundProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:campaign-not-found";
            /**
             * @description The problem in words, for people.
             * @example The campaign does not exist
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 404;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Campaign Order
         * @description An order to move many customers to a segment.
         */
        CampaignOrder: {
            requestId: components["schemas"]["RequestID"];
            name: components["schemas"]["CampaignName"];
            /**
             * @description The target segment. A row may name another.
             * @example SOHO
             */
            customerSegment?: string | null;
            /**
             * @description The reason of each change. A row may give another.
             * @example moved to a business contract
             */
            reason?: string | null;
            /**
             * Format: date-time
             * @description The time before which no customer is changed.
             * @example 2026-02-01T08:00:00.000Z
             */
            startAt?: string | null;
            customers?: components["schemas"]["CampaignFilter"] | null;
            /** @description The rows of the campaign, at most 1,000. More rows require a file. */
            rows?: components["schemas"]["CampaignRow"][] | null;
        };
        /**
         * Campaign Report
         * @description What of a campaign has been committed, and what of it is in the warehouse.
         */
        CampaignReport: {
            campaignId: components["schemas"]["CampaignID"];
            /** @description The number of changes that the campaign has committed, each with its message to publish. */
            changed: number;
            effect: components["schemas"]["CampaignEffect"];
        };
        /**
         * Campaign Row
         * @description One customer of a campaign, referred to by exactly one of its two ids.
         */
        CampaignRow: {
            refId?: components["schemas"]["RefID"] | null;
            externalId?: components["schemas"]["ExternalID"] | null;
            /**
             * @description The target segment of this row; the campaign's by default.
             * @example SOHO
             */
            customerSegment?: string | null;
            /**
             * @description The reason of this change; the campaign's by default.
             * @example moved to a business contract
             */
            reason?: string | null;
        } & ({
            refId: string;
        } | {
            externalId: string;
        });
        /**
         * Campaign Row List
         * @description A page of the results of a campaign, in order of its rows.
         */
        CampaignRowList: {
            /** @description Rows that have a result by now. */
            rows: components["schemas"]["RowResult"][];
            /** @description Where the next page begins, for `cursor`; null: this is the last page. */
            next: string | null;
        };
        /**
         * Campaign State
         * @description DRAFT until a dry run has checked every row, then VALIDATED. COMPLETED and CANCELLED are final.
         * @enum {string}
         */
        CampaignState: "DRAFT" | "VALIDATED" | "RUNNING" | "PAUSED" | "COMPLETED" | "CANCELLED";
        /**
         * Campaign State Not Allowed Problem
         * @description The transition from the current state is not allowed; the detail gives the reason.
         */
        CampaignStateNotAllowedProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:campaign-state-not-allowed";
            /**
             * @description The problem in words, for people.
             * @example The campaign cannot change to this state
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 409;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Catalogue Status
         * @description A RETIRED entry cannot be assigned; customers that have it keep it.
         * @enum {string}
         */
        CatalogueStatus: "ACTIVE" | "RETIRED";
        /**
         * Change
         * @description One member of the customer that changed.
         */
        Change: {
            field: components["schemas"]["ChangedField"];
            /** @description The value before the change; null if there was none. */
            before: unknown;
            /** @description The value after the change. */
            after: unknown;
        };
        /**
         * Changed Field
         * @description The member of the customer that changed. Later releases may add members.
         * @example externalId
         * @example customName
         * @example customerSegment
         * @example customAttributes
         * @example state
         * @example pendingState
         * @example testCustomer
         */
        ChangedField: string;
        /**
         * Chosen Attribute
         * @description A custom attribute that has exactly this value.
         */
        ChosenAttribute: {
            name: string;
            value: string;
        };
        /**
         * Client Name
         * @description The authenticated client that asked for the change.
         * @example crm
         */
        ClientName: string;
        /**
         * Code
         * @description The code of a catalogue entry, such as a segment or a state reason.
         * @example RESIDENTIAL
         */
        Code: string;
        /**
         * Content Too Large Problem
         * @description The detail gives the limit.
         */
        ContentTooLargeProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:content-too-large";
            /**
             * @description The problem in words, for people.
             * @example The body is too large
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 413;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Create Customer
         * @description Creates a customer with a generated refId, from a profile if one is given.
         */
        CreateCustomer: {
            requestId: components["schemas"]["RequestID"];
            /**
             * @description The profile that supplies segment, state and reason if the request does not.
             * @example b2b
             */
            customerProfile?: string | null;
            state?: components["schemas"]["InitialState"] | null;
            externalId?: components["schemas"]["ExternalID"] | null;
            customerSegment?: components["schemas"]["Code"] | null;
            customName?: components["schemas"]["CustomName"] | null;
            customAttributes?: components["schemas"]["CustomAttributes"] | null;
            testCustomer?: boolean | null;
            reason?: components["schemas"]["Reason"] | null;
        };
        /**
         * Create Customer Profile
         * @description Adds a profile to the catalogue; it can be used at once.
         */
        CreateCustomerProfile: {
            requestId: components["schemas"]["RequestID"];
            code: components["schemas"]["NewCode"];
            name: string;
            state: components["schemas"]["LifecycleState"];
            stateReason: components["schemas"]["Code"];
            description?: string | null;
            customerSegment?: components["schemas"]["Code"] | null;
        };
        /**
         * Create Customer Segment
         * @description Adds a segment to the catalogue; it can be used at once.
         */
        CreateCustomerSegment: {
            requestId: components["schemas"]["RequestID"];
            code: components["schemas"]["NewCode"];
            name: string;
            description?: string | null;
        };
        /**
         * Create State Reason
         * @description Adds a state reason to the catalogue; it can be used at once.
         */
        CreateStateReason: {
            requestId: components["schemas"]["RequestID"];
            code: components["schemas"]["NewCode"];
            name: string;
            state: components["schemas"]["LifecycleState"];
            /**
             * @description Whether a customer who is in the state for this reason is charged.
             * @example true
             */
            charged: boolean;
            description?: string | null;
        };
        /**
         * Created Campaign
         * @description The campaign, with the results of its rows where they were waited for.
         */
        CreatedCampaign: {
            campaign: components["schemas"]["Campaign"];
            /** @description With wait=true: the results so far, in order of the rows; all of them where the campaign is COMPLETED. */
            rows?: components["schemas"]["RowResult"][] | null;
        };
        /**
         * Custom Attributes
         * @description Names and values that the caller chooses.
         * @example {
         *       "language": "en"
         *     }
         */
        CustomAttributes: {
            [key: string]: string;
        };
        /**
         * Custom Name
         * @description A display name. It need not be unique.
         * @example Ada Lovelace
         */
        CustomName: string;
        /**
         * Customer
         * @description The customer as of its latest change. Every member except pendingState is always present; a member without a value is null.
         */
        Customer: {
            refId: components["schemas"]["RefID"];
            /**
             * @description The caller's id of the customer.
             * @example CRM-1001
             */
            externalId: string | null;
            /**
             * @description The name for people.
             * @example Ada Lovelace
             */
            customName: string | null;
            /**
             * @description The code of the customer's segment; null if it has none.
             * @example RESIDENTIAL
             */
            customerSegment: string | null;
            customAttributes: components["schemas"]["CustomAttributes"];
            state: components["schemas"]["CustomerState"];
            /** @description Whether the customer exists only for tests. */
            testCustomer: boolean;
            version: components["schemas"]["Version"];
            pendingState?: components["schemas"]["PendingState"] | null;
        };
        /**
         * Customer Busy Problem
         * @description Nothing was changed; the same request may succeed after the time in Retry-After.
         */
        CustomerBusyProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:customer-busy";
            /**
             * @description The problem in words, for people.
             * @example The customer is changed concurrently
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 503;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Customer Deactivated Problem
         * @description DEACTIVATED is a terminal state: a deactivated customer accepts no change.
         */
        CustomerDeactivatedProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:customer-deactivated";
            /**
             * @description The problem in words, for people.
             * @example The customer is deactivated
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 409;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Customer List
         * @description A page of customers. It can be shorter than asked for, even empty, and have a next one.
         */
        CustomerList: {
            customers: components["schemas"]["Customer"][];
            /** @description Where the next page begins, for `cursor`; null: this is the last page. */
            next: string | null;
        };
        /**
         * Customer Not Found Problem
         * @description No customer has this refId or externalId.
         */
        CustomerNotFoundProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:customer-not-found";
            /**
             * @description The problem in words, for people.
             * @example The customer does not exist
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 404;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Customer Profile
         * @description A template of segment, state and state reason. It is used only when a customer is created.
         */
        CustomerProfile: {
            code: components["schemas"]["Code"];
            name: string;
            description: string | null;
            status: components["schemas"]["CatalogueStatus"];
            customerSegment: components["schemas"]["Code"] | null;
            state: components["schemas"]["LifecycleState"];
            stateReason: components["schemas"]["Code"];
        };
        /**
         * CustomerProfile Entry
         * @description One profile of the catalogue.
         */
        CustomerProfileEntry: {
            customerProfile: components["schemas"]["CustomerProfile"];
        };
        /**
         * CustomerProfile List
         * @description Templates of segment, state and state reason, used only when a customer is created.
         */
        CustomerProfileList: {
            /** @description In the order of their codes, retired ones too. */
            customerProfiles: components["schemas"]["CustomerProfile"][];
        };
        /**
         * Customer Record
         * @description A customer in the data warehouse.
         */
        CustomerRecord: {
            customer: components["schemas"]["Customer"];
            /** @description Every version received, newest first. */
            versions: components["schemas"]["CustomerVersion"][];
        };
        /**
         * Customer Ref
         * @description A reference to a customer by exactly one of its two ids.
         */
        CustomerRef: {
            refId?: components["schemas"]["RefID"] | null;
            externalId?: components["schemas"]["ExternalID"] | null;
        } & ({
            refId: string;
        } | {
            externalId: string;
        });
        /**
         * Customer Segment
         * @description A segment that a customer can be in.
         */
        CustomerSegment: {
            code: components["schemas"]["Code"];
            name: string;
            description: string | null;
            status: components["schemas"]["CatalogueStatus"];
        };
        /**
         * CustomerSegment Entry
         * @description One segment of the catalogue.
         */
        CustomerSegmentEntry: {
            customerSegment: components["schemas"]["CustomerSegment"];
        };
        /**
         * CustomerSegment List
         * @description The segments that a customer can be in.
         */
        CustomerSegmentList: {
            /** @description In the order of their codes, retired ones too. */
            customerSegments: components["schemas"]["CustomerSegment"][];
        };
        /**
         * Customer State
         * @description The state of a customer, its reason, and its start.
         */
        CustomerState: {
            state: components["schemas"]["LifecycleState"];
            /**
             * @description The code of a configured reason of this state.
             * @example dfltActive
             */
            stateReason: string;
            /**
             * Format: date-time
             * @description When the state began.
             * @example 2026-02-01T08:00:00.000Z
             */
            stateValidFrom: string;
        };
        /**
         * Customer Version
         * @description The customer from one change to the next.
         */
        CustomerVersion: {
            version: components["schemas"]["Version"];
            /**
             * Format: date-time
             * @description The time of the change.
             * @example 2026-02-01T08:00:00.000Z
             */
            validFrom: string;
            /**
             * Format: date-time
             * @description The time of the next change; null if this is the current version.
             * @example 2026-02-01T08:00:00.000Z
             */
            validTo: string | null;
            customer: components["schemas"]["Customer"];
        };
        /**
         * Dead Letter
         * @description A message on a topic that the data warehouse cannot apply. Its body is not told: it is on the topic, at this place.
         */
        DeadLetter: {
            /**
             * @description The name of the Kafka cluster.
             * @example kafka
             */
            cluster: string;
            /**
             * @description The name of the topic.
             * @example casm.customer
             */
            topic: string;
            partition: number;
            offset: number;
            /** @description The key of the message, as a rule the refId of a customer. */
            key: string | null;
            /**
             * @description unreadable: no Business Transaction that this release knows; unstorable: a value that no column holds; conflict: the warehouse has another transaction of that version.
             * @enum {string}
             */
            kind: "unreadable" | "unstorable" | "conflict";
            /** @description Why it cannot be applied. */
            error: string;
        };
        /**
         * Dead Letter List
         * @description A page of dead letters, in order of their places.
         */
        DeadLetterList: {
            deadLetters: components["schemas"]["DeadLetter"][];
            /** @description Where the next page begins, for `cursor`; null: this is the last page. */
            next: string | null;
        };
        /**
         * Effective Segment
         * @description The current segment, which rating, charging, billing and invoicing use for every period.
         */
        EffectiveSegment: {
            refId: components["schemas"]["RefID"];
            /**
             * @description The code of the segment; null if the customer has none.
             * @example SOHO
             */
            customerSegment: string | null;
            version: components["schemas"]["Version"];
        };
        /**
         * Expectation Failed Problem
         * @description The only supported expectation is 100-continue.
         */
        ExpectationFailedProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:expectation-failed";
            /**
             * @description The problem in words, for people.
             * @example The expectation cannot be met
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 417;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * External ID
         * @description The caller's id of the customer, unique among all customers, including deactivated ones. Compared in Unicode normal form C.
         * @example CRM-1001
         */
        ExternalID: string;
        /**
         * External Id Taken Problem
         * @description Another customer has this externalId. A deactivated customer keeps its externalId.
         */
        ExternalIdTakenProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:external-id-taken";
            /**
             * @description The problem in words, for people.
             * @example The external id is taken
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 409;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Forbidden Problem
         * @description The client is authenticated, but its token lacks the scope that WWW-Authenticate names.
         */
        ForbiddenProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:forbidden";
            /**
             * @description The problem in words, for people.
             * @example The client lacks the right to this operation
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 403;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Freshness
         * @description The data warehouse's delay and open problems.
         */
        Freshness: {
            /** @description The number of applied versions. */
            versions: number;
            /** @description The number of versions that have not arrived although a later version of the same customer has. */
            missingVersions: number;
            /** @description The number of messages that could not be applied and wait for an operator. */
            deadLetters: number;
            /** @description The number of dead letters that contradict a version in the warehouse. The journal decides which is right. */
            conflicts: number;
            latestMs: components["schemas"]["Latency"] | null;
            /**
             * Format: date-time
             * @description The occurredAt of the latest applied change.
             * @example 2026-02-01T08:00:00.000Z
             */
            latestOccurredAt: string | null;
        };
        /**
         * Future State Problem
         * @description An unplanned change takes effect immediately, so stateValidFrom may be at most one minute ahead.
         */
        FutureStateProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:future-state";
            /**
             * @description The problem in words, for people.
             * @example The state would begin in the future
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 422;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Header Fields Too Large Problem
         * @description The detail gives the limit; the connection is closed.
         */
        HeaderFieldsTooLargeProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:header-fields-too-large";
            /**
             * @description The problem in words, for people.
             * @example The header is too large
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 431;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Initial State
         * @description The customer's first state. It is mandatory, with state and stateReason, unless a customerProfile supplies them.
         */
        InitialState: {
            state?: components["schemas"]["LifecycleState"] | null;
            stateReason?: components["schemas"]["Code"] | null;
            /**
             * Format: date-time
             * @example 2026-02-01T08:00:00.000Z
             */
            stateValidFrom?: string | null;
            pending?: boolean | null;
        };
        /**
         * Internal Error Problem
         * @description A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
         */
        InternalErrorProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:internal-error";
            /**
             * @description The problem in words, for people.
             * @example Internal error
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 500;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Invalid Request Problem
         * @description Each violation names the invalid member, parameter or header, and the rule that it breaks.
         */
        InvalidRequestProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:invalid-request";
            /**
             * @description The problem in words, for people.
             * @example The request is invalid
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 400;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Latency
         * @description Milliseconds from the change to its commit in the warehouse, over the versions applied in the last five minutes (at most the latest 1,000); null without any.
         */
        Latency: {
            p50: number;
            p99: number;
            max: number;
        };
        /**
         * Lease List
         * @description Which relay publishes for which customers.
         */
        LeaseList: {
            /** @description One entry for each shard, which is a fixed group of customers. */
            leases: components["schemas"]["ShardLease"][];
        };
        /**
         * Lifecycle State
         * @description The state in the customer's life cycle. DEACTIVATED is terminal: a deactivated customer accepts no update.
         * @enum {string}
         */
        LifecycleState: "INACTIVE" | "ACTIVE" | "SUSPENDED" | "DEACTIVATED";
        /**
         * Malformed Request Problem
         * @description The request cannot be parsed, or has no Host; the connection is closed.
         */
        MalformedRequestProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:malformed-request";
            /**
             * @description The problem in words, for people.
             * @example The request is not HTTP
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 400;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * New Code
         * @description The code of a new entry. It is part of URL paths and never changes.
         * @example SOHO
         */
        NewCode: string;
        /**
         * New State
         * @description The new state of the customer. With CONFIRM, only stateValidFrom is allowed.
         */
        NewState: {
            state?: components["schemas"]["LifecycleState"] | null;
            stateReason?: components["schemas"]["Code"] | null;
            /**
             * Format: date-time
             * @description When the state began; for a plan, when it takes effect.
             * @example 2026-02-01T08:00:00.000Z
             */
            stateValidFrom?: string | null;
            /** @description If true, the change is only planned. Once confirmed, it takes effect on its date. */
            pending?: boolean | null;
        };
        /**
         * No Pending State Problem
         * @description There is no planned state change to confirm or cancel: it was cancelled, has taken effect, or was never planned.
         */
        NoPendingStateProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:no-pending-state";
            /**
             * @description The problem in words, for people.
             * @example No state change is planned
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 409;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Operation Name
         * @description The operation that was called. Later releases may add operations.
         * @example updateCustomerSegment
         */
        OperationName: string;
        /**
         * Outbox
         * @description What is committed and not published yet, and what is parked.
         */
        Outbox: {
            /** @description One entry for each topic that messages wait for, in order of topic. */
            waiting: components["schemas"]["WaitingMessages"][];
            /**
             * Format: date-time
             * @description When the oldest of them occurred; null: nothing waits.
             * @example 2026-02-01T08:00:00.000Z
             */
            oldestAt: string | null;
            /** @description How many messages are parked. */
            parkedMessages: number;
            /** @description The parked messages in their order, up to `limit`. */
            parked: components["schemas"]["ParkedMessage"][];
        };
        /**
         * Outcome Unknown Problem
         * @description Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
         */
        OutcomeUnknownProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:outcome-unknown";
            /**
             * @description The problem in words, for people.
             * @example The outcome of the change is unknown
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 503;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Overloaded Problem
         * @description Nothing was changed; the same request may succeed after the time in Retry-After.
         */
        OverloadedProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:overloaded";
            /**
             * @description The problem in words, for people.
             * @example The service is overloaded
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 503;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Parked Message
         * @description A message that was taken out of the outbox until an operator decides.
         */
        ParkedMessage: {
            refId: components["schemas"]["RefID"];
            version: components["schemas"]["Version"];
            /**
             * @description The name of the topic.
             * @example casm.customer
             */
            topic: string;
            /** @description Why it cannot be published; null: an earlier message of its customer is parked, and it waits behind that. */
            error: string | null;
            /**
             * Format: date-time
             * @example 2026-02-01T08:00:00.000Z
             */
            parkedAt: string;
        };
        /**
         * Payload
         * @description The subject of the transaction, as it is after the change.
         */
        Payload: {
            customer: components["schemas"]["Customer"];
        };
        /**
         * Pending State
         * @description A planned change of state. Once confirmed, it takes effect on its date.
         */
        PendingState: {
            state: components["schemas"]["LifecycleState"];
            /**
             * @description The code of a configured reason of this state.
             * @example dfltActive
             */
            stateReason: string;
            /**
             * Format: date-time
             * @description When the change takes effect.
             * @example 2026-02-01T08:00:00.000Z
             */
            stateValidFrom: string;
            /** @description Whether the change is confirmed, so that it takes effect on its date. */
            confirmed: boolean;
        };
        /**
         * Population by State
         * @description The same number, split by state.
         */
        PopulationByState: {
            INACTIVE: number;
            ACTIVE: number;
            SUSPENDED: number;
            DEACTIVATED: number;
        };
        /**
         * Profile Code Taken Problem
         * @description The catalogue already has a customer profile with this code.
         */
        ProfileCodeTakenProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:profile-code-taken";
            /**
             * @description The problem in words, for people.
             * @example The profile code is taken
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 409;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Profile Not Found Problem
         * @description The catalogue has no customer profile with this code.
         */
        ProfileNotFoundProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:profile-not-found";
            /**
             * @description The problem in words, for people.
             * @example The customer profile does not exist
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 404;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Profile Retired Problem
         * @description A retired profile cannot be used to create a customer.
         */
        ProfileRetiredProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:profile-retired";
            /**
             * @description The problem in words, for people.
             * @example The profile is retired
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 422;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Publication Backlog Problem
         * @description Nothing was changed; the same request may succeed after the time in Retry-After.
         */
        PublicationBacklogProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:publication-backlog";
            /**
             * @description The problem in words, for people.
             * @example The publication backlog is full
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 503;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Read Customer
         * @description The customer, with the first page of each history that was asked for; all of one moment.
         */
        ReadCustomer: {
            customer: components["schemas"]["Customer"];
            /** @description The segments, newest first. */
            segmentHistory?: components["schemas"]["SegmentPeriod"][] | null;
            /** @description Where the next page begins, for `cursor`; null: this is the last page. */
            segmentHistoryNext?: string | null;
            /** @description The states, newest first. */
            stateHistory?: components["schemas"]["StatePeriod"][] | null;
            /** @description Where the next page begins, for `cursor`; null: this is the last page. */
            stateHistoryNext?: string | null;
        };
        /**
         * Reason
         * @description The caller's reason for the change. It is kept in the history.
         * @example moved to a business contract
         */
        Reason: string;
        /**
         * Ref ID
         * @description The id that CASM gave the customer; it never changes.
         * @example 01a20d54-4f6f-75d8-88bc-7bbe75e0acad
         */
        RefID: string;
        /**
         * Replica Unavailable Problem
         * @description The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
         */
        ReplicaUnavailableProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:replica-unavailable";
            /**
             * @description The problem in words, for people.
             * @example The replica is unavailable
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 503;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Request ID
         * @description The caller's idempotency key. A repeat with the same body gets the first answer, for at least 24 hours.
         * @example crm-20260302-7
         */
        RequestID: string;
        /**
         * Request Id Reused Problem
         * @description The same client used the requestId for a request with another body.
         */
        RequestIdReusedProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:request-id-reused";
            /**
             * @description The problem in words, for people.
             * @example The requestId was used before
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 422;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Request Timeout Problem
         * @description The header or the body was not received in time; the connection is closed.
         */
        RequestTimeoutProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:request-timeout";
            /**
             * @description The problem in words, for people.
             * @example The request timed out
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 408;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Retried Dead Letters
         * @description What became of a page of dead letters.
         */
        RetriedDeadLetters: {
            /** @description How many are in the warehouse now. */
            applied: number;
            /** @description Those that still cannot be applied, and why. */
            deadLetters: components["schemas"]["DeadLetter"][];
            /** @description Where the next page begins, for `cursor`; null: this is the last page. */
            next: string | null;
        };
        /**
         * Retried Parked Messages
         * @description What was put back.
         */
        RetriedParkedMessages: {
            /** @description How many messages wait to be published again. */
            messages: number;
        };
        /**
         * Retry of Dead Letters
         * @description Which of the dead letters are read again: a page of them, in order of their places.
         */
        RetryOfDeadLetters: {
            /**
             * @description How many at most; 100 where it is left out.
             * @example 100
             */
            limit?: number | null;
            /** @description The `next` of the page before. */
            cursor?: string | null;
        };
        /**
         * Retry of Parked Messages
         * @description Which of the parked messages are put back; all where nothing is said.
         */
        RetryOfParkedMessages: {
            /**
             * @description Only those of this customer.
             * @example 01a20d54-4f6f-75d8-88bc-7bbe75e0acad
             */
            refId?: string | null;
            /** @description Only those of this topic. */
            topic?: string | null;
        };
        /**
         * Row Outcome
         * @description The outcome of one row. DUPLICATE: a later row names the same customer and takes effect instead.
         * @enum {string}
         */
        RowOutcome: "CHANGED" | "UNCHANGED" | "REFUSED" | "DUPLICATE" | "NOT_FOUND";
        /**
         * Row Result
         * @description The result of one row of a campaign.
         */
        RowResult: {
            /** @description The line of the file, or the number of the customer, from 1, if a filter selected the customers. */
            line: number;
            /** @description The refId of the customer. If NOT_FOUND, the refId of the row, or null. */
            refId: string | null;
            /** @description The externalId of the row; null if it names the customer by refId. */
            externalId: string | null;
            outcome: components["schemas"]["RowOutcome"];
            /**
             * @description The Business Transaction of a CHANGED row, else null.
             * @example 01a20d54-4f70-7a3e-9c51-000000000002
             */
            transactionId: string | null;
            /**
             * @description The customer's version after the change of a CHANGED row, else null.
             * @example 4
             */
            version: number | null;
            /** @description The problem of a REFUSED row, else null. */
            problem: string | null;
            /** @description The rule that a REFUSED row breaks, if there is one, else null. */
            rule: string | null;
        };
        /**
         * Rule Broken Problem
         * @description A business rule of this installation refuses the change; the violation begins with the name of the rule.
         */
        RuleBrokenProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:rule-broken";
            /**
             * @description The problem in words, for people.
             * @example A business rule is broken
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 422;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Segment Code Taken Problem
         * @description The catalogue already has a segment with this code.
         */
        SegmentCodeTakenProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:segment-code-taken";
            /**
             * @description The problem in words, for people.
             * @example The segment code is taken
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 409;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Segment Effect
         * @description Of a campaign's customers, the number in one segment before their change and after it.
         */
        SegmentEffect: {
            /**
             * @description The code of the segment; null for the customers without one.
             * @example RESIDENTIAL
             */
            customerSegment: string | null;
            /** @description The number of customers in the segment before their change. */
            before: number;
            /** @description The number of customers in the segment after their change. */
            after: number;
        };
        /**
         * Segment History
         * @description A page of the segments that the customer was in, newest first.
         */
        SegmentHistory: {
            /** @description The segments, newest first. */
            segmentHistory: components["schemas"]["SegmentPeriod"][];
            /** @description Where the next page begins, for `cursor`; null: this is the last page. */
            next: string | null;
        };
        /**
         * Segment Moves
         * @description The number of moves from one segment to another on one day.
         */
        SegmentMoves: {
            /**
             * Format: date
             * @description The day in the warehouse's time zone.
             */
            day: string;
            /**
             * @description The code of the segment before the move; null if there was none.
             * @example RESIDENTIAL
             */
            from: string | null;
            /**
             * @description The code of the segment after the move; null if there is none.
             * @example RESIDENTIAL
             */
            to: string | null;
            /** @description The number of moves. */
            moves: number;
        };
        /**
         * Segment Moves Report
         * @description The moves between segments, day by day.
         */
        SegmentMovesReport: {
            /** @description One entry for each day and pair of segments. */
            segmentMoves: components["schemas"]["SegmentMoves"][];
        };
        /**
         * Segment Not Found Problem
         * @description The catalogue has no segment with this code.
         */
        SegmentNotFoundProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:segment-not-found";
            /**
             * @description The problem in words, for people.
             * @example The segment does not exist
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 404;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Segment Period
         * @description A period during which the customer was in one segment. For audit only: rating, charging, billing and invoicing never use it.
         */
        SegmentPeriod: {
            /**
             * Format: date-time
             * @description The start of the period.
             * @example 2026-02-01T08:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the period; null if the value is the current one.
             * @example 2026-02-01T08:00:00.000Z
             */
            to: string | null;
            initiator: components["schemas"]["ClientName"];
            reason: components["schemas"]["Reason"] | null;
            requestId: components["schemas"]["RequestID"];
            transactionId: components["schemas"]["TransactionID"];
            /**
             * @description The customer's version with which the period began.
             * @example 4
             */
            version: number;
            /**
             * @description The code of the segment.
             * @example RESIDENTIAL
             */
            customerSegment: string;
            onBehalfOf?: components["schemas"]["UserName"] | null;
        };
        /**
         * Segment Population
         * @description The number of customers in a segment now, in any state.
         */
        SegmentPopulation: {
            /**
             * @description The code of the segment; null for the customers without one.
             * @example RESIDENTIAL
             */
            customerSegment: string | null;
            /** @description The number of customers. */
            customers: number;
            byState: components["schemas"]["PopulationByState"];
        };
        /**
         * Segment Report
         * @description The population of the segments, and how far the warehouse is behind.
         */
        SegmentReport: {
            /** @description One entry for each segment that has customers. */
            segments: components["schemas"]["SegmentPopulation"][];
            freshness: components["schemas"]["Freshness"];
        };
        /**
         * Segment Retired Problem
         * @description A retired segment cannot be assigned. Customers that are in it stay in it.
         */
        SegmentRetiredProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:segment-retired";
            /**
             * @description The problem in words, for people.
             * @example The segment is retired
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 422;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Shard Lease
         * @description The lease of a shard: only its holder publishes the messages of these customers.
         */
        ShardLease: {
            shard: number;
            /** @description The id of a running relay, new at each start; null: nobody publishes. */
            holder: string | null;
            /**
             * Format: date-time
             * @description When the lease expires unless it is renewed; null: nobody holds it.
             * @example 2026-02-01T08:00:00.000Z
             */
            leasedUntil: string | null;
        };
        /**
         * State History
         * @description A page of the states that the customer was in, newest first.
         */
        StateHistory: {
            /** @description The states, newest first. */
            stateHistory: components["schemas"]["StatePeriod"][];
            /** @description Where the next page begins, for `cursor`; null: this is the last page. */
            next: string | null;
        };
        /**
         * State Period
         * @description A period during which the customer was in one state. It starts with the change; stateValidFrom is a separate date.
         */
        StatePeriod: {
            /**
             * Format: date-time
             * @description The start of the period.
             * @example 2026-02-01T08:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the period; null if the value is the current one.
             * @example 2026-02-01T08:00:00.000Z
             */
            to: string | null;
            initiator: components["schemas"]["ClientName"];
            reason: components["schemas"]["Reason"] | null;
            requestId: components["schemas"]["RequestID"];
            transactionId: components["schemas"]["TransactionID"];
            /**
             * @description The customer's version with which the period began.
             * @example 4
             */
            version: number;
            state: components["schemas"]["CustomerState"];
            onBehalfOf?: components["schemas"]["UserName"] | null;
        };
        /**
         * State Reason
         * @description Why a customer is in a state. A reason belongs to one state, which never changes.
         */
        StateReason: {
            code: components["schemas"]["Code"];
            name: string;
            description: string | null;
            status: components["schemas"]["CatalogueStatus"];
            state: components["schemas"]["LifecycleState"];
            /**
             * @description Whether a customer who is in the state for this reason is charged.
             * @example true
             */
            charged: boolean;
        };
        /**
         * State Reason Code Taken Problem
         * @description The catalogue already has a state reason with this code.
         */
        StateReasonCodeTakenProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:state-reason-code-taken";
            /**
             * @description The problem in words, for people.
             * @example The state reason code is taken
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 409;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * StateReason Entry
         * @description One state reason of the catalogue.
         */
        StateReasonEntry: {
            stateReason: components["schemas"]["StateReason"];
        };
        /**
         * StateReason List
         * @description The reasons for which a customer can be in a state. Each belongs to one state.
         */
        StateReasonList: {
            /** @description In the order of their codes, retired ones too. */
            stateReasons: components["schemas"]["StateReason"][];
        };
        /**
         * State Reason Not Found Problem
         * @description The catalogue has no state reason with this code.
         */
        StateReasonNotFoundProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:state-reason-not-found";
            /**
             * @description The problem in words, for people.
             * @example The state reason does not exist
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 404;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * State Reason Retired Problem
         * @description A retired state reason cannot be assigned. Customers that have it keep it.
         */
        StateReasonRetiredProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:state-reason-retired";
            /**
             * @description The problem in words, for people.
             * @example The state reason is retired
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 422;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Store Misconfigured Problem
         * @description Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
         */
        StoreMisconfiguredProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:store-misconfigured";
            /**
             * @description The problem in words, for people.
             * @example The store is misconfigured
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 500;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Store Unavailable Problem
         * @description Nothing was changed; the same request may succeed after the time in Retry-After.
         */
        StoreUnavailableProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:store-unavailable";
            /**
             * @description The problem in words, for people.
             * @example The store is unavailable
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 503;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Tally Entry
         * @description The number of rows with one outcome, for customers of one segment.
         */
        TallyEntry: {
            /**
             * @description The segment before the change; null if the customer has none or does not exist.
             * @example RESIDENTIAL
             */
            customerSegment: string | null;
            outcome: components["schemas"]["RowOutcome"];
            /** @description The problem of REFUSED rows, else null. */
            problem: string | null;
            rows: number;
        };
        /**
         * Token Algorithm Problem
         * @description Unsigned tokens and symmetric signatures are never allowed.
         */
        TokenAlgorithmProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:token-algorithm";
            /**
             * @description The problem in words, for people.
             * @example The token is signed by an algorithm that is not allowed
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 401;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Token Audience Problem
         * @description It was issued for another service than this one.
         */
        TokenAudienceProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:token-audience";
            /**
             * @description The problem in words, for people.
             * @example The token is for another audience
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 401;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Token Expired Problem
         * @description Get a new token; an API key is rotated by who keeps the keys.
         */
        TokenExpiredProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:token-expired";
            /**
             * @description The problem in words, for people.
             * @example The token has expired
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 401;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Token Foreign Key Problem
         * @description A key that a token names or brings (jku, x5u, jwk) is never used.
         */
        TokenForeignKeyProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:token-foreign-key";
            /**
             * @description The problem in words, for people.
             * @example The token brings a key of its own
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 401;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Token Issuer Problem
         * @description It is none of the configured issuers.
         */
        TokenIssuerProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:token-issuer";
            /**
             * @description The problem in words, for people.
             * @example The issuer of the token is not trusted
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 401;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Token Malformed Problem
         * @description It is no JWT, lacks a claim, or names no client; the detail says which.
         */
        TokenMalformedProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:token-malformed";
            /**
             * @description The problem in words, for people.
             * @example The token is not well formed
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 401;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Token Not Yet Valid Problem
         * @description It is from later than now: the clocks differ.
         */
        TokenNotYetValidProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:token-not-yet-valid";
            /**
             * @description The problem in words, for people.
             * @example The token is not valid yet
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 401;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Token Revoked Problem
         * @description It was ended for good.
         */
        TokenRevokedProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:token-revoked";
            /**
             * @description The problem in words, for people.
             * @example The API key is revoked
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 401;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Token Signature Problem
         * @description The token was changed, or signed by somebody else.
         */
        TokenSignatureProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:token-signature";
            /**
             * @description The problem in words, for people.
             * @example The signature of the token is not valid
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 401;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Token Unknown Key Problem
         * @description Its issuer publishes no such key.
         */
        TokenUnknownKeyProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:token-unknown-key";
            /**
             * @description The problem in words, for people.
             * @example The token is signed with an unknown key
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 401;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Too Many Attributes Problem
         * @description After the merge the customer would have more custom attributes than allowed.
         */
        TooManyAttributesProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:too-many-attributes";
            /**
             * @description The problem in words, for people.
             * @example Too many custom attributes
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 422;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Too Many Requests Problem
         * @description The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After.
         */
        TooManyRequestsProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:too-many-requests";
            /**
             * @description The problem in words, for people.
             * @example Too many requests
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 429;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Transaction ID
         * @description The id of the Business Transaction.
         * @example 01a20d54-4f70-7a3e-9c51-000000000002
         */
        TransactionID: string;
        /**
         * Unauthorized Problem
         * @description The request has no token, or an invalid one; the detail gives the reason.
         */
        UnauthorizedProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:unauthorized";
            /**
             * @description The problem in words, for people.
             * @example A valid token is required
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 401;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Unknown Profile Problem
         * @description The catalogue has no customer profile with this code.
         */
        UnknownProfileProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:unknown-profile";
            /**
             * @description The problem in words, for people.
             * @example The profile is not configured
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 422;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Unknown Segment Problem
         * @description The catalogue has no segment with this code.
         */
        UnknownSegmentProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:unknown-segment";
            /**
             * @description The problem in words, for people.
             * @example The segment is not configured
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 422;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Unknown State Reason Problem
         * @description The catalogue has no such reason for this state.
         */
        UnknownStateReasonProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:unknown-state-reason";
            /**
             * @description The problem in words, for people.
             * @example The state reason is not configured
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 422;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Unstorable Problem
         * @description Nothing was changed, and a retry does not help; the log names the value.
         */
        UnstorableProblem: {
            /**
             * @description Names the problem; what a client switches on. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "urn:casm:problem:unstorable";
            /**
             * @description The problem in words, for people.
             * @example A value cannot be stored
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 422;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Unsupported Media Type Problem
         * @description The detail names the supported media type, charset and content coding.
         */
        UnsupportedMediaTypeProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:unsupported-media-type";
            /**
             * @description The problem in words, for people.
             * @example The media type is not supported
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 415;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Update Customer Custom Attributes
         * @description Replaces the custom attributes of a customer, or merges the given ones into them.
         */
        UpdateCustomerCustomAttributes: {
            requestId: components["schemas"]["RequestID"];
            customer: components["schemas"]["CustomerRef"];
            customAttributes: {
                [key: string]: string | null;
            };
            reason?: components["schemas"]["Reason"] | null;
            merge?: boolean | null;
        };
        /**
         * Update Customer Custom Name
         * @description Changes the display name of a customer.
         */
        UpdateCustomerCustomName: {
            requestId: components["schemas"]["RequestID"];
            customer: components["schemas"]["CustomerRef"];
            customName: components["schemas"]["CustomName"];
            reason?: components["schemas"]["Reason"] | null;
        };
        /**
         * Update Customer External Id
         * @description Changes the external id of a customer. The previous one stops resolving immediately.
         */
        UpdateCustomerExternalId: {
            requestId: components["schemas"]["RequestID"];
            customer: components["schemas"]["CustomerRef"];
            externalId: components["schemas"]["ExternalID"];
            reason?: components["schemas"]["Reason"] | null;
        };
        /**
         * Update Customer Profile Entry
         * @description Replaces one profile of the catalogue; status RETIRED retires it.
         */
        UpdateCustomerProfileEntry: {
            requestId: components["schemas"]["RequestID"];
            name: string;
            status: components["schemas"]["CatalogueStatus"];
            state: components["schemas"]["LifecycleState"];
            stateReason: components["schemas"]["Code"];
            description?: string | null;
            customerSegment?: components["schemas"]["Code"] | null;
        };
        /**
         * Update Customer Segment
         * @description Moves a customer to another segment, effective immediately.
         */
        UpdateCustomerSegment: {
            requestId: components["schemas"]["RequestID"];
            customer: components["schemas"]["CustomerRef"];
            customerSegment: components["schemas"]["Code"];
            reason?: components["schemas"]["Reason"] | null;
        };
        /**
         * Update Customer Segment Entry
         * @description Replaces one segment of the catalogue; status RETIRED retires it.
         */
        UpdateCustomerSegmentEntry: {
            requestId: components["schemas"]["RequestID"];
            name: string;
            status: components["schemas"]["CatalogueStatus"];
            description?: string | null;
        };
        /**
         * Update Customer State
         * @description Changes the state of a customer, immediately or as a plan; confirms or cancels a plan.
         */
        UpdateCustomerState: {
            requestId: components["schemas"]["RequestID"];
            customer: components["schemas"]["CustomerRef"];
            reason?: components["schemas"]["Reason"] | null;
            state?: components["schemas"]["NewState"] | null;
            /**
             * @description Confirms or cancels the planned change.
             * @enum {string|null}
             */
            pendingOperation?: "CONFIRM" | "CANCEL" | null;
        };
        /**
         * Update State Reason Entry
         * @description Replaces one state reason of the catalogue; status RETIRED retires it.
         */
        UpdateStateReasonEntry: {
            requestId: components["schemas"]["RequestID"];
            name: string;
            status: components["schemas"]["CatalogueStatus"];
            /**
             * @description Whether a customer who is in the state for this reason is charged.
             * @example true
             */
            charged: boolean;
            description?: string | null;
        };
        /**
         * Uri Too Long Problem
         * @description The detail gives the limit.
         */
        UriTooLongProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:uri-too-long";
            /**
             * @description The problem in words, for people.
             * @example The path is too long
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 414;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * User Name
         * @description The user that the client acted for, as its access token names it.
         * @example ada@example.com
         */
        UserName: string;
        /**
         * Version
         * @description The version of the customer: 1 at creation, one more with every change, without gaps.
         * @example 4
         */
        Version: number;
        /**
         * Version Mismatch Problem
         * @description If-Match does not name the current version of the customer.
         */
        VersionMismatchProblem: {
            /**
             * @description Names the problem; what a client switches on.
             * @constant
             */
            type: "urn:casm:problem:version-mismatch";
            /**
             * @description The problem in words, for people.
             * @example The version does not match
             */
            title: string;
            /**
             * @description The status of the answer.
             * @constant
             */
            status: 412;
            /** @description What is wrong this time. */
            detail: string;
            /** @description Everything that is wrong. */
            violations?: components["schemas"]["Violation"][] | null;
        };
        /**
         * Violation
         * @description One thing that is wrong with the request.
         */
        Violation: {
            /**
             * @description The rule that is broken, in words.
             * @example is mandatory
             */
            rule: string;
            /**
             * @description The type of the problem that this would be alone.
             * @example urn:casm:problem:unknown-segment
             */
            type?: string | null;
            /**
             * @description The place in the body, as a JSON Pointer; empty: the body as a whole.
             * @example /customerSegment
             */
            pointer?: string | null;
            /**
             * @description The parameter of the path or the query.
             * @example limit
             */
            parameter?: string | null;
            /**
             * @description The header.
             * @example If-Match
             */
            header?: string | null;
        };
        /**
         * Waiting Messages
         * @description The messages that wait for one topic.
         */
        WaitingMessages: {
            /**
             * @description The name of the topic.
             * @example casm.customer
             */
            topic: string;
            /** @description How many. */
            messages: number;
        };
    };
    responses: never;
    parameters: {
        /** @description Only if the customer is at one of these versions still, a list of strong ETags; `*` and no header: whichever version it is at. */
        "If-Match": string;
        /** @description The ETag of the version that the caller has: if it is the present one, the answer is 304 without a body. */
        "If-None-Match": string;
        /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
        Prefer: string;
        /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
        traceparent: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The version of the customer, as a strong ETag; for If-Match and If-None-Match.
         * @example "4"
         */
        ETag: string;
        /**
         * @description Where what was created can be read.
         * @example /v1/casm/customers/read?refId=01a20d54-4f6f-75d8-88bc-7bbe75e0acad
         */
        Location: string;
        /**
         * @description There if the requestId had been answered before: this is that answer again, and nothing was done now.
         * @example true
         */
        "Idempotency-Replayed": "true";
        /**
         * @description There if a replica has answered, as `Prefer: replica` asked (RFC 7240). Otherwise the primary has.
         * @example replica
         */
        "Preference-Applied": "replica";
        /**
         * @description With the answer of a replica: how old its state was at most when it was read, in seconds. It has every change that had been answered so long before.
         * @example 0.412
         */
        "Replica-Lag": number;
        /**
         * @description The media type that a body must have (RFC 9110, section 15.5.16).
         * @example application/json
         */
        Accept: string;
        /**
         * @description The content codings that a body may have.
         * @example gzip, identity
         */
        "Accept-Encoding": string;
        /**
         * @description How many requests are left to the client now (`r`), and in how many seconds there is one more (`t`). With every answer where a rate is configured.
         * @example "client";r=0;t=1
         */
        RateLimit: string;
        /**
         * @description How many requests (`q`) a client may send in how many seconds (`w`), and how many of them at once, if that is fewer (`casm-burst`). With every answer where a rate is configured.
         * @example "client";q=500;w=1;casm-burst=50
         */
        "RateLimit-Policy": string;
        /**
         * @description After so many seconds the same request, with the same requestId, may succeed.
         * @example 1
         */
        "Retry-After": number;
        /**
         * @description How to authenticate, and what is wrong with the token (RFC 6750). With each 401; with a 403 where a scope is missing.
         * @example Bearer error="insufficient_scope", scope="customers:write"
         */
        "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
/** The parameters, bodies and answers of each operation, by its name. */
export interface operations {
    listCustomers: {
        parameters: {
            query?: {
                /** @description Only customers in this segment. */
                customerSegment?: string;
                /** @description Only customers in this state. */
                state?: "INACTIVE" | "ACTIVE" | "SUSPENDED" | "DEACTIVATED";
                /** @description Only customers whose latest change occurred then or later. */
                changedSince?: string;
                /** @description How many at most; 100 where it is left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of customers. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    createCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCustomer"];
            };
        };
        responses: {
            /** @description The customer is created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessTransaction"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `external-id-taken`: Another customer has this externalId. A deactivated customer keeps its externalId. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExternalIdTakenProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             *
             *     `unknown-profile`: The catalogue has no customer profile with this code.
             *
             *     `profile-retired`: A retired profile cannot be used to create a customer.
             *
             *     `unknown-segment`: The catalogue has no segment with this code.
             *
             *     `segment-retired`: A retired segment cannot be assigned. Customers that are in it stay in it.
             *
             *     `unknown-state-reason`: The catalogue has no such reason for this state.
             *
             *     `state-reason-retired`: A retired state reason cannot be assigned. Customers that have it keep it.
             *
             *     `future-state`: An unplanned change takes effect immediately, so stateValidFrom may be at most one minute ahead.
             *
             *     `attributes-too-large`: After the change the custom attributes, as JSON, would exceed the size limit of a message.
             *
             *     `rule-broken`: A business rule of this installation refuses the change; the violation begins with the name of the rule.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"] | components["schemas"]["UnknownProfileProblem"] | components["schemas"]["ProfileRetiredProblem"] | components["schemas"]["UnknownSegmentProblem"] | components["schemas"]["SegmentRetiredProblem"] | components["schemas"]["UnknownStateReasonProblem"] | components["schemas"]["StateReasonRetiredProblem"] | components["schemas"]["FutureStateProblem"] | components["schemas"]["AttributesTooLargeProblem"] | components["schemas"]["RuleBrokenProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    updateCustomerSegment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the customer is at one of these versions still, a list of strong ETags; `*` and no header: whichever version it is at. */
                "If-Match"?: components["parameters"]["If-Match"];
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCustomerSegment"];
            };
        };
        responses: {
            /** @description The customer is as asked; `changes` is empty if it was so already. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessTransaction"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `customer-not-found`: No customer has this refId or externalId. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `customer-deactivated`: DEACTIVATED is a terminal state: a deactivated customer accepts no change. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerDeactivatedProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             *
             *     `unknown-segment`: The catalogue has no segment with this code.
             *
             *     `segment-retired`: A retired segment cannot be assigned. Customers that are in it stay in it.
             *
             *     `rule-broken`: A business rule of this installation refuses the change; the violation begins with the name of the rule.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"] | components["schemas"]["UnknownSegmentProblem"] | components["schemas"]["SegmentRetiredProblem"] | components["schemas"]["RuleBrokenProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    updateCustomerState: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the customer is at one of these versions still, a list of strong ETags; `*` and no header: whichever version it is at. */
                "If-Match"?: components["parameters"]["If-Match"];
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCustomerState"];
            };
        };
        responses: {
            /** @description The customer is as asked; `changes` is empty if it was so already. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessTransaction"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `customer-not-found`: No customer has this refId or externalId. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /**
             * @description `customer-deactivated`: DEACTIVATED is a terminal state: a deactivated customer accepts no change.
             *
             *     `no-pending-state`: There is no planned state change to confirm or cancel: it was cancelled, has taken effect, or was never planned.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerDeactivatedProblem"] | components["schemas"]["NoPendingStateProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             *
             *     `unknown-state-reason`: The catalogue has no such reason for this state.
             *
             *     `state-reason-retired`: A retired state reason cannot be assigned. Customers that have it keep it.
             *
             *     `future-state`: An unplanned change takes effect immediately, so stateValidFrom may be at most one minute ahead.
             *
             *     `rule-broken`: A business rule of this installation refuses the change; the violation begins with the name of the rule.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"] | components["schemas"]["UnknownStateReasonProblem"] | components["schemas"]["StateReasonRetiredProblem"] | components["schemas"]["FutureStateProblem"] | components["schemas"]["RuleBrokenProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    updateCustomerCustomAttributes: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the customer is at one of these versions still, a list of strong ETags; `*` and no header: whichever version it is at. */
                "If-Match"?: components["parameters"]["If-Match"];
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCustomerCustomAttributes"];
            };
        };
        responses: {
            /** @description The customer is as asked; `changes` is empty if it was so already. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessTransaction"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `customer-not-found`: No customer has this refId or externalId. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `customer-deactivated`: DEACTIVATED is a terminal state: a deactivated customer accepts no change. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerDeactivatedProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             *
             *     `too-many-attributes`: After the merge the customer would have more custom attributes than allowed.
             *
             *     `attributes-too-large`: After the change the custom attributes, as JSON, would exceed the size limit of a message.
             *
             *     `rule-broken`: A business rule of this installation refuses the change; the violation begins with the name of the rule.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"] | components["schemas"]["TooManyAttributesProblem"] | components["schemas"]["AttributesTooLargeProblem"] | components["schemas"]["RuleBrokenProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    updateCustomerCustomName: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the customer is at one of these versions still, a list of strong ETags; `*` and no header: whichever version it is at. */
                "If-Match"?: components["parameters"]["If-Match"];
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCustomerCustomName"];
            };
        };
        responses: {
            /** @description The customer is as asked; `changes` is empty if it was so already. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessTransaction"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `customer-not-found`: No customer has this refId or externalId. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `customer-deactivated`: DEACTIVATED is a terminal state: a deactivated customer accepts no change. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerDeactivatedProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             *
             *     `rule-broken`: A business rule of this installation refuses the change; the violation begins with the name of the rule.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"] | components["schemas"]["RuleBrokenProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    updateCustomerExternalId: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the customer is at one of these versions still, a list of strong ETags; `*` and no header: whichever version it is at. */
                "If-Match"?: components["parameters"]["If-Match"];
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCustomerExternalId"];
            };
        };
        responses: {
            /** @description The customer is as asked; `changes` is empty if it was so already. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessTransaction"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `customer-not-found`: No customer has this refId or externalId. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /**
             * @description `customer-deactivated`: DEACTIVATED is a terminal state: a deactivated customer accepts no change.
             *
             *     `external-id-taken`: Another customer has this externalId. A deactivated customer keeps its externalId.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerDeactivatedProblem"] | components["schemas"]["ExternalIdTakenProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             *
             *     `rule-broken`: A business rule of this installation refuses the change; the violation begins with the name of the rule.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"] | components["schemas"]["RuleBrokenProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    readCustomer: {
        parameters: {
            query?: {
                /** @description The id that CASM gave the customer; it never changes. */
                refId?: components["schemas"]["RefID"];
                /** @description The caller's id of the customer, unique among all customers, including deactivated ones. Compared in Unicode normal form C. */
                externalId?: components["schemas"]["ExternalID"];
                /** @description Whether the answer has the segment history too. */
                segmentHistory?: "true" | "false";
                /** @description Whether the answer has the state history too. */
                stateHistory?: "true" | "false";
            };
            header?: {
                /** @description Only if the customer is at one of these versions still, a list of strong ETags; `*` and no header: whichever version it is at. */
                "If-Match"?: components["parameters"]["If-Match"];
                /** @description The ETag of the version that the caller has: if it is the present one, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadCustomer"];
                };
            };
            /** @description The customer is at the version in If-None-Match still. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `customer-not-found`: No customer has this refId or externalId. */
            404: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    readSegmentHistory: {
        parameters: {
            query?: {
                /** @description The id that CASM gave the customer; it never changes. */
                refId?: components["schemas"]["RefID"];
                /** @description The caller's id of the customer, unique among all customers, including deactivated ones. Compared in Unicode normal form C. */
                externalId?: components["schemas"]["ExternalID"];
                /** @description How many at most; 100 where it is left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: number;
                /** @description Only the period that held at this moment. */
                asOf?: string;
            };
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the history. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentHistory"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `customer-not-found`: No customer has this refId or externalId. */
            404: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    readStateHistory: {
        parameters: {
            query?: {
                /** @description The id that CASM gave the customer; it never changes. */
                refId?: components["schemas"]["RefID"];
                /** @description The caller's id of the customer, unique among all customers, including deactivated ones. Compared in Unicode normal form C. */
                externalId?: components["schemas"]["ExternalID"];
                /** @description How many at most; 100 where it is left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: number;
                /** @description Only the period that held at this moment. */
                asOf?: string;
            };
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the history. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StateHistory"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `customer-not-found`: No customer has this refId or externalId. */
            404: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    readEffectiveSegment: {
        parameters: {
            query?: {
                /** @description The id that CASM gave the customer; it never changes. */
                refId?: components["schemas"]["RefID"];
                /** @description The caller's id of the customer, unique among all customers, including deactivated ones. Compared in Unicode normal form C. */
                externalId?: components["schemas"]["ExternalID"];
            };
            header?: {
                /** @description Only if the customer is at one of these versions still, a list of strong ETags; `*` and no header: whichever version it is at. */
                "If-Match"?: components["parameters"]["If-Match"];
                /** @description The ETag of the version that the caller has: if it is the present one, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The effective segment. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EffectiveSegment"];
                };
            };
            /** @description The customer is at the version in If-None-Match still. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `customer-not-found`: No customer has this refId or externalId. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"];
                };
            };
        };
    };
    listBusinessTransactions: {
        parameters: {
            query?: {
                /** @description Only those of this customer. */
                refId?: string;
                /** @description Only those of this operation. */
                operation?: string;
                /** @description How many at most; 100 where it is left out. */
                limit?: number;
                /** @description The `next` of the page before; keep it to go on later. */
                after?: string;
            };
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of Business Transactions. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessTransactionList"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    listSegmentCampaigns: {
        parameters: {
            query?: {
                /** @description How many at most; 100 where it is left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of campaigns. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignList"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    createSegmentCampaign: {
        parameters: {
            query?: {
                /** @description Whether the campaign runs at once, without a dry run, and its results are waited for: for orders that bring their rows. */
                wait?: "true" | "false";
            };
            header?: {
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignOrder"];
            };
        };
        responses: {
            /** @description The campaign is there. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedCampaign"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    readSegmentCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description The id of the campaign.
                 * @example 01a20d54-4f70-7a3e-9c51-0000000000c1
                 */
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignEntry"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `campaign-not-found`: No campaign has this id. */
            404: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CampaignNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    updateSegmentCampaignState: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description The id of the campaign.
                 * @example 01a20d54-4f70-7a3e-9c51-0000000000c1
                 */
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignMove"];
            };
        };
        responses: {
            /** @description The campaign is on its way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignEntry"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `campaign-not-found`: No campaign has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CampaignNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `campaign-state-not-allowed`: The transition from the current state is not allowed; the detail gives the reason. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CampaignStateNotAllowedProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    listSegmentCampaignRows: {
        parameters: {
            query?: {
                /** @description Only rows with this outcome. */
                outcome?: "CHANGED" | "UNCHANGED" | "REFUSED" | "DUPLICATE" | "NOT_FOUND";
                /** @description How many at most; 100 where it is left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: number;
            };
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description The id of the campaign.
                 * @example 01a20d54-4f70-7a3e-9c51-0000000000c1
                 */
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of results. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignRowList"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `campaign-not-found`: No campaign has this id. */
            404: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CampaignNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    exportSegmentCampaignRows: {
        parameters: {
            query?: {
                /** @description Only rows with this outcome. */
                outcome?: "CHANGED" | "UNCHANGED" | "REFUSED" | "DUPLICATE" | "NOT_FOUND";
            };
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description The id of the campaign.
                 * @example 01a20d54-4f70-7a3e-9c51-0000000000c1
                 */
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A line for each row that has a result by now. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `campaign-not-found`: No campaign has this id. */
            404: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CampaignNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    uploadSegmentCampaign: {
        parameters: {
            query: {
                /**
                 * @description The idempotency key of the caller.
                 * @example crm-campaign-2
                 */
                requestId: string;
                /**
                 * @description A display name. It need not be unique.
                 * @example Spring re-segmentation
                 */
                name: components["schemas"]["CampaignName"];
                /** @description The target; a row may name another one. */
                customerSegment?: string;
                /** @description Kept with each change; a row may give another one. */
                reason?: string;
                /** @description No row is changed before. */
                startAt?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description The campaign is there. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignEntry"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    listCustomerSegments: {
        parameters: {
            query?: never;
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The segments that a customer can be in. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerSegmentList"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    createCustomerSegment: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCustomerSegment"];
            };
        };
        responses: {
            /** @description The segment is there. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerSegmentEntry"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `segment-code-taken`: The catalogue already has a segment with this code. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SegmentCodeTakenProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    readCustomerSegment: {
        parameters: {
            query?: never;
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description The code of the segment.
                 * @example VIP
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The segment. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerSegmentEntry"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `segment-not-found`: The catalogue has no segment with this code. */
            404: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SegmentNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    updateCustomerSegmentEntry: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description The code of the segment.
                 * @example VIP
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCustomerSegmentEntry"];
            };
        };
        responses: {
            /** @description The segment is as asked. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerSegmentEntry"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `segment-not-found`: The catalogue has no segment with this code. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SegmentNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    listStateReasons: {
        parameters: {
            query?: never;
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reasons for which a customer can be in a state. Each belongs to one state. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StateReasonList"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    createStateReason: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateStateReason"];
            };
        };
        responses: {
            /** @description The state reason is there. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StateReasonEntry"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `state-reason-code-taken`: The catalogue already has a state reason with this code. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["StateReasonCodeTakenProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    readStateReason: {
        parameters: {
            query?: never;
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description The code of the state reason.
                 * @example debt
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state reason. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StateReasonEntry"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `state-reason-not-found`: The catalogue has no state reason with this code. */
            404: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["StateReasonNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    updateStateReasonEntry: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description The code of the state reason.
                 * @example debt
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateStateReasonEntry"];
            };
        };
        responses: {
            /** @description The state reason is as asked. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StateReasonEntry"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `state-reason-not-found`: The catalogue has no state reason with this code. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["StateReasonNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    listCustomerProfiles: {
        parameters: {
            query?: never;
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Templates of segment, state and state reason, used only when a customer is created. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerProfileList"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    createCustomerProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCustomerProfile"];
            };
        };
        responses: {
            /** @description The profile is there. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerProfileEntry"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `profile-code-taken`: The catalogue already has a customer profile with this code. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProfileCodeTakenProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             *
             *     `unknown-segment`: The catalogue has no segment with this code.
             *
             *     `segment-retired`: A retired segment cannot be assigned. Customers that are in it stay in it.
             *
             *     `unknown-state-reason`: The catalogue has no such reason for this state.
             *
             *     `state-reason-retired`: A retired state reason cannot be assigned. Customers that have it keep it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"] | components["schemas"]["UnknownSegmentProblem"] | components["schemas"]["SegmentRetiredProblem"] | components["schemas"]["UnknownStateReasonProblem"] | components["schemas"]["StateReasonRetiredProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    readCustomerProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description `replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description The code of the profile.
                 * @example residential
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerProfileEntry"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `profile-not-found`: The catalogue has no customer profile with this code. */
            404: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Replica-Lag": components["headers"]["Replica-Lag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProfileNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `replica-unavailable`: The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["ReplicaUnavailableProblem"];
                };
            };
        };
    };
    updateCustomerProfileEntry: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description The code of the profile.
                 * @example residential
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCustomerProfileEntry"];
            };
        };
        responses: {
            /** @description The profile is as asked. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerProfileEntry"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `profile-not-found`: The catalogue has no customer profile with this code. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProfileNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             *
             *     `unknown-segment`: The catalogue has no segment with this code.
             *
             *     `segment-retired`: A retired segment cannot be assigned. Customers that are in it stay in it.
             *
             *     `unknown-state-reason`: The catalogue has no such reason for this state.
             *
             *     `state-reason-retired`: A retired state reason cannot be assigned. Customers that have it keep it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"] | components["schemas"]["UnknownSegmentProblem"] | components["schemas"]["SegmentRetiredProblem"] | components["schemas"]["UnknownStateReasonProblem"] | components["schemas"]["StateReasonRetiredProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    dwhSegments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The population. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentReport"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"];
                };
            };
        };
    };
    dwhSegmentMoves: {
        parameters: {
            query: {
                /**
                 * @description The first day, as the warehouse counts days.
                 * @example 2026-02-01
                 */
                from: string;
                /**
                 * @description The last day.
                 * @example 2026-12-31
                 */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The moves. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentMovesReport"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"];
                };
            };
        };
    };
    dwhCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id that CASM gave the customer; it never changes.
                 * @example 01a20d54-4f6f-75d8-88bc-7bbe75e0acad
                 */
                refId: components["schemas"]["RefID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer and its versions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `customer-not-found`: No customer has this refId or externalId. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"];
                };
            };
        };
    };
    dwhCustomerByExternalId: {
        parameters: {
            query: {
                /**
                 * @description The external id that the customer has now.
                 * @example CRM-2001
                 */
                externalId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer and its versions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `customer-not-found`: No customer has this refId or externalId. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CustomerNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"];
                };
            };
        };
    };
    dwhCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the campaign.
                 * @example 01a20d54-4f70-7a3e-9c51-0000000000c1
                 */
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The effect of the campaign. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignReport"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `campaign-not-found`: No campaign has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CampaignNotFoundProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"];
                };
            };
        };
    };
    readOutbox: {
        parameters: {
            query?: {
                /** @description How many at most; 100 where it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The outbox now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outbox"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"];
                };
            };
        };
    };
    retryParkedMessages: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryOfParkedMessages"];
            };
        };
        responses: {
            /** @description They wait to be published. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetriedParkedMessages"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description How many at most; 100 where it is left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of dead letters. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterList"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"];
                };
            };
        };
    };
    retryDeadLetters: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryOfDeadLetters"];
            };
        };
        responses: {
            /** @description What became of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetriedDeadLetters"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `content-too-large`: The detail gives the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `unsupported-media-type`: The detail names the supported media type, charset and content coding. */
            415: {
                headers: {
                    Accept: components["headers"]["Accept"];
                    "Accept-Encoding": components["headers"]["Accept-Encoding"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /**
             * @description `request-id-reused`: The same client used the requestId for a request with another body.
             *
             *     `unstorable`: Nothing was changed, and a retry does not help; the log names the value.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestIdReusedProblem"] | components["schemas"]["UnstorableProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `customer-busy`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `publication-backlog`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `outcome-unknown`: Retry with the same requestId: it returns the change if it was made, and makes it otherwise.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"] | components["schemas"]["CustomerBusyProblem"] | components["schemas"]["PublicationBacklogProblem"] | components["schemas"]["OutcomeUnknownProblem"];
                };
            };
        };
    };
    listLeases: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lease of each shard. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeaseList"];
                };
            };
            /**
             * @description `invalid-request`: Each violation names the invalid member, parameter or header, and the rule that it breaks.
             *
             *     `malformed-request`: The request cannot be parsed, or has no Host; the connection is closed.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["MalformedRequestProblem"];
                };
            };
            /**
             * @description `unauthorized`: The request has no token, or an invalid one; the detail gives the reason.
             *
             *     `token-expired`: Get a new token; an API key is rotated by who keeps the keys.
             *
             *     `token-not-yet-valid`: It is from later than now: the clocks differ.
             *
             *     `token-audience`: It was issued for another service than this one.
             *
             *     `token-issuer`: It is none of the configured issuers.
             *
             *     `token-algorithm`: Unsigned tokens and symmetric signatures are never allowed.
             *
             *     `token-unknown-key`: Its issuer publishes no such key.
             *
             *     `token-foreign-key`: A key that a token names or brings (jku, x5u, jwk) is never used.
             *
             *     `token-signature`: The token was changed, or signed by somebody else.
             *
             *     `token-malformed`: It is no JWT, lacks a claim, or names no client; the detail says which.
             *
             *     `token-revoked`: It was ended for good.
             */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenNotYetValidProblem"] | components["schemas"]["TokenAudienceProblem"] | components["schemas"]["TokenIssuerProblem"] | components["schemas"]["TokenAlgorithmProblem"] | components["schemas"]["TokenUnknownKeyProblem"] | components["schemas"]["TokenForeignKeyProblem"] | components["schemas"]["TokenSignatureProblem"] | components["schemas"]["TokenMalformedProblem"] | components["schemas"]["TokenRevokedProblem"];
                };
            };
            /** @description `forbidden`: The client is authenticated, but its token lacks the scope that WWW-Authenticate names. */
            403: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `request-timeout`: The header or the body was not received in time; the connection is closed. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
                };
            };
            /** @description `version-mismatch`: If-Match does not name the current version of the customer. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionMismatchProblem"];
                };
            };
            /** @description `uri-too-long`: The detail gives the limit. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UriTooLongProblem"];
                };
            };
            /** @description `expectation-failed`: The only supported expectation is 100-continue. */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
                };
            };
            /** @description `too-many-requests`: The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            /** @description `header-fields-too-large`: The detail gives the limit; the connection is closed. */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
                };
            };
            /**
             * @description `internal-error`: A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.
             *
             *     `store-misconfigured`: Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InternalErrorProblem"] | components["schemas"]["StoreMisconfiguredProblem"];
                };
            };
            /**
             * @description `overloaded`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `authentication-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             *
             *     `store-unavailable`: Nothing was changed; the same request may succeed after the time in Retry-After.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OverloadedProblem"] | components["schemas"]["AuthenticationUnavailableProblem"] | components["schemas"]["StoreUnavailableProblem"];
                };
            };
        };
    };
}
