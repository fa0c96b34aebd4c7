//! The tables, the same on both databases. `migrations/` makes them; a test compares.

/// The main database: sealed things, and in clear only what the desk may know (PROTOCOL 9).
pub(crate) mod main {
    diesel::table! {
        absences (officer) {
            officer -> Binary,
            number -> BigInt,
            statement -> Binary,
        }
    }

    diesel::table! {
        accounts (name) {
            name -> Text,
            officer -> Binary,
            record -> Binary,
            wrapped -> Binary,
            factor -> Binary,
            factor_step -> BigInt,
            locked_on -> Nullable<Integer>,
        }
    }

    diesel::table! {
        act_days (day) {
            day -> Integer,
            subjects -> BigInt,
            digest -> Binary,
        }
    }

    diesel::table! {
        acts (subject, number) {
            subject -> Binary,
            number -> BigInt,
            done_on -> Integer,
            kind -> Text,
            officer -> Nullable<Binary>,
            whom -> Nullable<Binary>,
            about -> Binary,
            previous -> Binary,
        }
    }

    diesel::table! {
        attempts (id) {
            id -> Binary,
            account -> Binary,
            at -> BigInt,
            outcome -> Text,
        }
    }

    diesel::table! {
        barred (case_id, officer) {
            case_id -> Binary,
            officer -> Binary,
        }
    }

    diesel::table! {
        cases (id) {
            id -> Binary,
            body -> Binary,
            header -> Binary,
            status -> Text,
            priority -> Text,
            received_on -> Integer,
            due_on -> Nullable<Integer>,
            key_number -> BigInt,
            stage -> Text,
            card -> Nullable<Binary>,
            held_on -> Nullable<Integer>,
            silent_on -> Nullable<Integer>,
            review_by -> Nullable<Integer>,
            kept_as -> Nullable<Text>,
            closed_on -> Nullable<Integer>,
        }
    }

    diesel::table! {
        chores (name) {
            name -> Text,
            done_on -> Integer,
            lease -> Binary,
            leased_until -> BigInt,
        }
    }

    diesel::table! {
        chunks (object_id, number) {
            object_id -> Binary,
            number -> BigInt,
            blob -> Text,
            bytes -> BigInt,
        }
    }

    diesel::table! {
        claims (case_id, code, sequence) {
            case_id -> Binary,
            code -> Integer,
            sequence -> Integer,
            batch_on -> Integer,
        }
    }

    diesel::table! {
        dockets (officer, case_id) {
            officer -> Binary,
            case_id -> Binary,
            locked -> Binary,
        }
    }

    diesel::table! {
        grants (case_id, epoch, grantee) {
            case_id -> Binary,
            epoch -> BigInt,
            grantee -> Binary,
            locked -> Binary,
            received_on -> Integer,
            status -> Text,
            kept_as -> Nullable<Text>,
            closed_on -> Nullable<Integer>,
            let_in_by -> Nullable<Binary>,
        }
    }

    diesel::table! {
        invitations (digest) {
            digest -> Binary,
            account -> Text,
            officer -> Binary,
            expires_at -> BigInt,
        }
    }

    diesel::table! {
        mailboxes (digest) {
            digest -> Binary,
            case_id -> Binary,
            deletion_asked_on -> Nullable<Integer>,
        }
    }

    diesel::table! {
        memories (officer) {
            officer -> Binary,
            number -> BigInt,
            sealed -> Binary,
        }
    }

    diesel::table! {
        notices (officer) {
            officer -> Binary,
            sent -> BigInt,
        }
    }

    diesel::table! {
        objects (id) {
            id -> Binary,
            case_id -> Binary,
            kind -> Text,
            sender -> Binary,
            sequence -> BigInt,
            sealed -> Binary,
            arrived_on -> Integer,
            place -> BigInt,
        }
    }

    diesel::table! {
        parcels (id) {
            id -> Binary,
            digest -> Binary,
            accepted_on -> Integer,
        }
    }

    diesel::table! {
        passkeys (credential) {
            credential -> Binary,
            account -> Text,
            label -> Text,
            key -> Binary,
            counter -> BigInt,
            added_on -> Integer,
            locked_on -> Nullable<Integer>,
        }
    }

    diesel::table! {
        pending_sign_ins (id) {
            id -> Binary,
            account -> Text,
            state -> Binary,
            began_at -> BigInt,
        }
    }

    diesel::table! {
        proposals (case_id) {
            case_id -> Binary,
            object_id -> Binary,
            kind -> Text,
            officer -> Binary,
        }
    }

    diesel::table! {
        protection_steps (object_id) {
            object_id -> Binary,
            case_id -> Binary,
            told -> Binary,
            signature -> Binary,
        }
    }

    diesel::table! {
        protections (case_id, request_id) {
            case_id -> Binary,
            request_id -> Binary,
            status -> Text,
            asked_on -> Integer,
            decided_on -> Nullable<Integer>,
            ran_out_on -> Nullable<Integer>,
            decided_by -> Nullable<Binary>,
            contested_on -> Nullable<Integer>,
            overruled -> Nullable<Binary>,
            last_id -> Binary,
            review_on -> Nullable<Integer>,
        }
    }

    diesel::table! {
        queued_entries (tag, commitment) {
            tag -> Binary,
            commitment -> Binary,
            opening -> Binary,
            thread -> Binary,
            arrived_on -> Integer,
        }
    }

    diesel::table! {
        recovery_codes (account, digest) {
            account -> Text,
            digest -> Binary,
        }
    }

    diesel::table! {
        reviews (case_id) {
            case_id -> Binary,
            asked_on -> Integer,
        }
    }

    diesel::table! {
        replies (object_id) {
            object_id -> Binary,
            mailbox -> Binary,
            number -> BigInt,
            locked -> Binary,
            bundle -> Nullable<Binary>,
            arrived_on -> Integer,
            read_on -> Nullable<Integer>,
            goes_on -> Integer,
        }
    }

    diesel::table! {
        resends (mailbox, digest) {
            mailbox -> Binary,
            digest -> Binary,
            sent_on -> Integer,
        }
    }

    diesel::table! {
        searches (officer) {
            officer -> Binary,
            number -> BigInt,
            sealed -> Binary,
        }
    }

    diesel::table! {
        sessions (digest) {
            digest -> Binary,
            account -> Text,
            opened_at -> BigInt,
            seen_at -> BigInt,
        }
    }

    diesel::table! {
        tasks (case_id, id) {
            case_id -> Binary,
            id -> Binary,
            noted_in -> Binary,
            officer -> Nullable<Binary>,
            due_on -> Integer,
            is_open -> Bool,
        }
    }

    diesel::table! {
        vault_answers (request_id, custodian) {
            request_id -> Binary,
            custodian -> Binary,
            case_id -> Binary,
            approves -> Nullable<Bool>,
            answered_on -> Nullable<Integer>,
            locked -> Nullable<Binary>,
        }
    }

    diesel::table! {
        vault_requests (object_id) {
            object_id -> Binary,
            case_id -> Binary,
            vault_id -> Binary,
            officer -> Binary,
            asked_on -> Integer,
            locked -> Binary,
        }
    }

    diesel::table! {
        vault_shares (vault_id, custodian) {
            vault_id -> Binary,
            custodian -> Binary,
            case_id -> Binary,
            locked -> Binary,
        }
    }

    diesel::table! {
        vaults (object_id) {
            object_id -> Binary,
            case_id -> Binary,
            needed -> Integer,
            kept_on -> Integer,
        }
    }

    diesel::table! {
        waiting_chunks (parcel, number) {
            parcel -> Binary,
            number -> BigInt,
            blob -> Text,
            bytes -> BigInt,
            digest -> Binary,
            arrived_on -> Integer,
        }
    }

    diesel::joinable!(chunks -> objects (object_id));
    diesel::joinable!(grants -> cases (case_id));
    diesel::joinable!(objects -> cases (case_id));
    diesel::joinable!(sessions -> accounts (account));
    diesel::allow_tables_to_appear_in_same_query!(accounts, sessions);
    diesel::allow_tables_to_appear_in_same_query!(cases, chunks, grants, objects);
    diesel::allow_tables_to_appear_in_same_query!(grants, proposals);
    diesel::allow_tables_to_appear_in_same_query!(objects, proposals);
    diesel::allow_tables_to_appear_in_same_query!(grants, protections);
    diesel::allow_tables_to_appear_in_same_query!(grants, reviews);
    diesel::table! {
        referrals (case_id, id) {
            case_id -> Binary,
            id -> Binary,
            to_body -> Binary,
            status -> Text,
            due_on -> Nullable<Integer>,
            last_id -> Binary,
        }
    }

    diesel::allow_tables_to_appear_in_same_query!(grants, referrals);
    diesel::allow_tables_to_appear_in_same_query!(
        cases,
        mailboxes,
        protections,
        referrals,
        reviews
    );
    diesel::table! {
        coded_records (key) {
            key -> Binary,
            body_id -> Binary,
            kind -> Text,
            period -> Text,
            codebook -> Integer,
            codes -> Text,
        }
    }

    diesel::allow_tables_to_appear_in_same_query!(barred, vault_requests);
    diesel::allow_tables_to_appear_in_same_query!(grants, vault_requests);
    diesel::allow_tables_to_appear_in_same_query!(vault_answers, vault_requests);
    diesel::allow_tables_to_appear_in_same_query!(vault_requests, vault_shares);
    diesel::allow_tables_to_appear_in_same_query!(grants, tasks);
}

/// The keystore: a second database with backups of its own (PROTOCOL 7).
pub(crate) mod keystore {
    diesel::table! {
        case_keys (case_id) {
            case_id -> Binary,
            key -> Binary,
            made_on -> Integer,
            number -> BigInt,
            next_key -> Nullable<Binary>,
        }
    }

    diesel::table! {
        person_keys (body_id, period) {
            body_id -> Binary,
            period -> Text,
            key -> Binary,
        }
    }

    diesel::table! {
        replaced_records (id) {
            id -> Binary,
            body_id -> Binary,
            key -> Binary,
        }
    }

    diesel::table! {
        waiting_records (key) {
            key -> Binary,
            body_id -> Binary,
            kind -> Text,
            period -> Text,
            codebook -> Integer,
            codes -> Text,
        }
    }
}
