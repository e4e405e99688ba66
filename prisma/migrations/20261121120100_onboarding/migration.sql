-- A session over what is said once about a customer.
ALTER TYPE "session_kind" ADD VALUE 'onboarding';
