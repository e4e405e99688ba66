-- CreateEnum
CREATE TYPE "customer_role" AS ENUM ('manager', 'contributor', 'viewer');

-- CreateEnum
CREATE TYPE "document_status" AS ENUM ('not_started', 'in_progress', 'pending_review', 'approved', 'changes_requested', 'rejected');

-- CreateEnum
CREATE TYPE "version_kind" AS ENUM ('created', 'autosave', 'named', 'submitted', 'approved', 'restored');

-- CreateEnum
CREATE TYPE "section_state" AS ENUM ('not_started', 'in_progress', 'done', 'needs_work');

-- CreateEnum
CREATE TYPE "organization_role" AS ENUM ('owner', 'admin', 'reviewer', 'member', 'viewer');

-- CreateEnum
CREATE TYPE "plan_status" AS ENUM ('active', 'paused', 'completed', 'cancelled');

-- CreateEnum
CREATE TYPE "template_selection_mode" AS ENUM ('all', 'selective');

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "color" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_credential" (
    "user_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_credential_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_reset" (
    "token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "password_reset_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "locked_until" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID,
    "email" TEXT NOT NULL,
    "organization_role" "organization_role",
    "customer_role" "customer_role",
    "token_hash" TEXT NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "actor_email" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "entity_type" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "section_id" TEXT,
    "before" JSONB,
    "after" JSONB,
    "address" TEXT,
    "user_agent" TEXT,
    "request_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "live_document" (
    "room" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID,
    "kind" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "schema_version" INTEGER NOT NULL,
    "state" BYTEA NOT NULL,
    "snapshots" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "live_document_pkey" PRIMARY KEY ("room")
);

-- CreateTable
CREATE TABLE "live_update" (
    "id" UUID NOT NULL,
    "room" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID,
    "user_id" UUID NOT NULL,
    "roots" TEXT[],
    "update" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "live_update_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "live_client" (
    "room" TEXT NOT NULL,
    "client_id" BIGINT NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "live_client_pkey" PRIMARY KEY ("room","client_id")
);

-- CreateTable
CREATE TABLE "collab_ticket_use" (
    "ticket_id" UUID NOT NULL,
    "room" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "collab_ticket_use_pkey" PRIMARY KEY ("ticket_id","room")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "company_name" TEXT NOT NULL,
    "is_self" BOOLEAN NOT NULL DEFAULT false,
    "industry" TEXT,
    "contact_email" TEXT,
    "portal_enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_member" (
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "customer_role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deactivated_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_member_pkey" PRIMARY KEY ("organization_id","user_id")
);

-- CreateTable
CREATE TABLE "customer_document" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "template_version_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "document_type" TEXT NOT NULL,
    "iso_code" TEXT NOT NULL,
    "status" "document_status" NOT NULL DEFAULT 'not_started',
    "document_version" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "completion_percentage" INTEGER NOT NULL DEFAULT 0,
    "mandatory_sections_total" INTEGER NOT NULL,
    "mandatory_sections_completed" INTEGER NOT NULL DEFAULT 0,
    "position" INTEGER NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document_version" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "document_version" INTEGER NOT NULL,
    "kind" "version_kind" NOT NULL,
    "label" TEXT,
    "contributor_ids" UUID[],
    "changed_sections" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "schema_version" INTEGER NOT NULL,
    "state" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "section_projection" (
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "section_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "is_mandatory" BOOLEAN NOT NULL,
    "content" JSONB,
    "text" TEXT NOT NULL DEFAULT '',
    "is_filled" BOOLEAN NOT NULL DEFAULT false,
    "state" "section_state" NOT NULL DEFAULT 'not_started',
    "content_hash" TEXT NOT NULL,
    "filled_at" TIMESTAMPTZ(3),
    "filled_by_id" UUID,

    CONSTRAINT "section_projection_pkey" PRIMARY KEY ("organization_id","document_id","section_id")
);

-- CreateTable
CREATE TABLE "framework" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "publisher" TEXT NOT NULL,
    "edition" TEXT,
    "status" TEXT,
    "position" INTEGER NOT NULL,

    CONSTRAINT "framework_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "framework_requirement" (
    "id" UUID NOT NULL,
    "framework_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parent_code" TEXT,
    "is_auditable" BOOLEAN NOT NULL,
    "text" TEXT,
    "attributes" JSONB NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "framework_requirement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "requirement_mapping" (
    "id" UUID NOT NULL,
    "source_requirement_id" UUID NOT NULL,
    "target_requirement_id" UUID NOT NULL,
    "relation" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,

    CONSTRAINT "requirement_mapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization_member" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "organization_role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deactivated_at" TIMESTAMPTZ(3),

    CONSTRAINT "organization_member_pkey" PRIMARY KEY ("organization_id","user_id")
);

-- CreateTable
CREATE TABLE "iso_plan" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "framework_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "status" "plan_status" NOT NULL DEFAULT 'active',
    "template_selection_mode" "template_selection_mode" NOT NULL,
    "target_completion_date" DATE,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "iso_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "iso_plan_template" (
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "template_id" UUID NOT NULL,

    CONSTRAINT "iso_plan_template_pkey" PRIMARY KEY ("organization_id","plan_id","template_id")
);

-- CreateTable
CREATE TABLE "template" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "framework_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "document_type" TEXT NOT NULL,
    "set" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "clause_refs" TEXT[],
    "control_refs" TEXT[],
    "suggested_owner" TEXT NOT NULL,
    "review_frequency" TEXT NOT NULL,
    "current_version_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template_version" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "template_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "fixed_sections" JSONB NOT NULL,
    "fillable_sections" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "template_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "password_reset_user_id_idx" ON "password_reset"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_organization_id_id_idx" ON "invitation"("organization_id", "id");

-- CreateIndex
CREATE INDEX "activity_organization_id_id_idx" ON "activity"("organization_id", "id");

-- CreateIndex
CREATE INDEX "activity_organization_id_entity_id_id_idx" ON "activity"("organization_id", "entity_id", "id");

-- CreateIndex
CREATE INDEX "activity_organization_id_actor_id_id_idx" ON "activity"("organization_id", "actor_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "live_document_organization_id_kind_entity_id_epoch_key" ON "live_document"("organization_id", "kind", "entity_id", "epoch");

-- CreateIndex
CREATE INDEX "live_update_organization_id_room_id_idx" ON "live_update"("organization_id", "room", "id");

-- CreateIndex
CREATE INDEX "live_client_organization_id_room_idx" ON "live_client"("organization_id", "room");

-- CreateIndex
CREATE INDEX "collab_ticket_use_expires_at_idx" ON "collab_ticket_use"("expires_at");

-- CreateIndex
CREATE INDEX "customer_organization_id_company_name_id_idx" ON "customer"("organization_id", "company_name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_organization_id_id_key" ON "customer"("organization_id", "id");

-- CreateIndex
CREATE INDEX "customer_member_organization_id_customer_id_idx" ON "customer_member"("organization_id", "customer_id");

-- CreateIndex
CREATE INDEX "customer_member_user_id_idx" ON "customer_member"("user_id");

-- CreateIndex
CREATE INDEX "customer_document_organization_id_customer_id_position_id_idx" ON "customer_document"("organization_id", "customer_id", "position", "id");

-- CreateIndex
CREATE INDEX "customer_document_organization_id_plan_id_position_id_idx" ON "customer_document"("organization_id", "plan_id", "position", "id");

-- CreateIndex
CREATE INDEX "customer_document_organization_id_status_id_idx" ON "customer_document"("organization_id", "status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_document_organization_id_id_key" ON "customer_document"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "document_version_organization_id_document_id_revision_key" ON "document_version"("organization_id", "document_id", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "framework_code_key" ON "framework"("code");

-- CreateIndex
CREATE INDEX "framework_requirement_framework_id_position_idx" ON "framework_requirement"("framework_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "framework_requirement_framework_id_code_key" ON "framework_requirement"("framework_id", "code");

-- CreateIndex
CREATE INDEX "requirement_mapping_target_requirement_id_idx" ON "requirement_mapping"("target_requirement_id");

-- CreateIndex
CREATE UNIQUE INDEX "requirement_mapping_source_requirement_id_target_requiremen_key" ON "requirement_mapping"("source_requirement_id", "target_requirement_id", "relation");

-- CreateIndex
CREATE INDEX "mail_sent_at_not_before_idx" ON "mail"("sent_at", "not_before");

-- CreateIndex
CREATE INDEX "organization_member_user_id_idx" ON "organization_member"("user_id");

-- CreateIndex
CREATE INDEX "iso_plan_organization_id_customer_id_id_idx" ON "iso_plan"("organization_id", "customer_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "iso_plan_organization_id_id_key" ON "iso_plan"("organization_id", "id");

-- CreateIndex
CREATE INDEX "template_organization_id_framework_id_position_idx" ON "template"("organization_id", "framework_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "template_version_template_id_version_key" ON "template_version"("template_id", "version");

-- AddForeignKey
ALTER TABLE "user_credential" ADD CONSTRAINT "user_credential_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer" ADD CONSTRAINT "customer_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_member" ADD CONSTRAINT "customer_member_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_member" ADD CONSTRAINT "customer_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_document" ADD CONSTRAINT "customer_document_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_document" ADD CONSTRAINT "customer_document_organization_id_plan_id_fkey" FOREIGN KEY ("organization_id", "plan_id") REFERENCES "iso_plan"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_document" ADD CONSTRAINT "customer_document_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "template"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_document" ADD CONSTRAINT "customer_document_template_version_id_fkey" FOREIGN KEY ("template_version_id") REFERENCES "template_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_version" ADD CONSTRAINT "document_version_organization_id_document_id_fkey" FOREIGN KEY ("organization_id", "document_id") REFERENCES "customer_document"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "section_projection" ADD CONSTRAINT "section_projection_organization_id_document_id_fkey" FOREIGN KEY ("organization_id", "document_id") REFERENCES "customer_document"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "framework_requirement" ADD CONSTRAINT "framework_requirement_framework_id_fkey" FOREIGN KEY ("framework_id") REFERENCES "framework"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_member" ADD CONSTRAINT "organization_member_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_member" ADD CONSTRAINT "organization_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "iso_plan" ADD CONSTRAINT "iso_plan_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "iso_plan" ADD CONSTRAINT "iso_plan_framework_id_fkey" FOREIGN KEY ("framework_id") REFERENCES "framework"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "iso_plan_template" ADD CONSTRAINT "iso_plan_template_organization_id_plan_id_fkey" FOREIGN KEY ("organization_id", "plan_id") REFERENCES "iso_plan"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template" ADD CONSTRAINT "template_framework_id_fkey" FOREIGN KEY ("framework_id") REFERENCES "framework"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_version" ADD CONSTRAINT "template_version_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "template"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One open plan per customer and framework; any number of ended ones
CREATE UNIQUE INDEX "iso_plan_one_open" ON "iso_plan"("organization_id", "customer_id", "framework_id") WHERE "status" IN ('active', 'paused');

-- Exactly one kind of role in an invitation, and one self customer per organization
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_one_role" CHECK (("customer_id" IS NULL AND "organization_role" IS NOT NULL AND "customer_role" IS NULL) OR ("customer_id" IS NOT NULL AND "organization_role" IS NULL AND "customer_role" IS NOT NULL));
CREATE UNIQUE INDEX "customer_one_self" ON "customer"("organization_id") WHERE "is_self";

-- Row security ----------------------------------------------------------------------------------------------------------------------
-- Three roles, made by the start (server/src/db/roles.ts): certloom_app signs in and may do nothing by itself; certloom_tenant holds the
-- grants on tenant rows and is taken on by withTenant for one transaction; certloom_identity owns the look-ups that come before a tenant is
-- known. Row security is forced, so that even the owner of the tables sees nothing without a policy.

GRANT USAGE ON SCHEMA public TO certloom_app, certloom_tenant, certloom_identity;

-- Rows of one organization
DO $$
DECLARE
  t text;
  org constant text := '"organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  -- CASE and not OR: the planner takes an OR for a filter that lets almost nothing through, and then scans tenant tables from end to end
  own constant text := 'CASE WHEN (select nullif(current_setting(''app.customer_id'', true), '''')) IS NULL THEN true ELSE %I = (select nullif(current_setting(''app.customer_id'', true), '''')::uuid) END';
BEGIN
  FOREACH t IN ARRAY ARRAY['organization_member', 'invitation', 'customer', 'customer_member', 'iso_plan', 'iso_plan_template', 'customer_document',
                           'document_version', 'section_projection', 'live_document', 'live_update', 'live_client', 'activity']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_tenant', t, org, org);
  END LOOP;
  -- Customer staff: of these, only their own customer's
  FOREACH t IN ARRAY ARRAY['invitation', 'customer_member', 'iso_plan', 'iso_plan_template', 'customer_document', 'document_version',
                           'section_projection', 'live_document', 'live_update', 'live_client', 'activity']
  LOOP
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_customer', t, format(own, 'customer_id'), format(own, 'customer_id'));
  END LOOP;
  EXECUTE format('CREATE POLICY "customer_customer" ON "customer" AS RESTRICTIVE TO certloom_tenant USING (%s) WITH CHECK (%s)', format(own, 'id'), format(own, 'id'));
END $$;

ALTER TABLE "organization" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organization" FORCE ROW LEVEL SECURITY;
CREATE POLICY "organization_tenant" ON "organization" TO certloom_tenant
  USING ("id" = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  WITH CHECK ("id" = (select nullif(current_setting('app.organization_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE ON "organization", "organization_member", "invitation", "customer", "customer_member", "iso_plan", "customer_document", "section_projection", "live_document" TO certloom_tenant;
GRANT SELECT, INSERT, DELETE ON "iso_plan_template", "live_update" TO certloom_tenant;
GRANT SELECT, INSERT ON "document_version", "live_client" TO certloom_tenant;

-- The log can be read and added to, never changed: no grant, and no permissive policy could bring it back
GRANT SELECT, INSERT ON "activity" TO certloom_tenant;
CREATE POLICY "activity_never_updated" ON "activity" AS RESTRICTIVE FOR UPDATE USING (false);
CREATE POLICY "activity_never_deleted" ON "activity" AS RESTRICTIVE FOR DELETE USING (false);

-- The catalogue: the same for everybody, loaded by the owner of the tables
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['framework', 'framework_requirement', 'requirement_mapping']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO certloom_tenant USING (true)', t || '_read', t);
    EXECUTE format('CREATE POLICY %I ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t || '_load', t);
    EXECUTE format('GRANT SELECT ON %I TO certloom_tenant', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['template', 'template_version']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO certloom_tenant USING ("organization_id" IS NULL OR "organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))', t || '_read', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR INSERT TO certloom_tenant WITH CHECK ("organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))', t || '_write', t);
    EXECUTE format('CREATE POLICY %I ON %I TO CURRENT_USER USING ("organization_id" IS NULL) WITH CHECK ("organization_id" IS NULL)', t || '_load', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO certloom_tenant', t);
  END LOOP;
END $$;

-- People: a tenant sees names and addresses of those who are or were with it; what proves who they are is for certloom_identity alone
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['user', 'user_credential', 'session', 'password_reset', 'sign_in_throttle', 'collab_ticket_use', 'mail']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO certloom_identity USING (true) WITH CHECK (true)', t || '_identity', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO certloom_identity', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['organization', 'organization_member', 'customer', 'customer_member', 'invitation']
  LOOP
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO certloom_identity USING (true)', t || '_identity', t);
    EXECUTE format('GRANT SELECT ON %I TO certloom_identity', t);
  END LOOP;
END $$;

CREATE POLICY "user_known" ON "user" FOR SELECT TO certloom_tenant USING (
  EXISTS (SELECT FROM "organization_member" m WHERE m."user_id" = "user"."id")
  OR EXISTS (SELECT FROM "customer_member" m WHERE m."user_id" = "user"."id")
);
GRANT SELECT ON "user" TO certloom_tenant;

CREATE POLICY "mail_queue" ON "mail" FOR INSERT TO certloom_tenant WITH CHECK ("organization_id" = (select nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT INSERT ON "mail" TO certloom_tenant;

-- Look-ups that come before a tenant is known ------------------------------------------------------------------------------------------
GRANT CREATE ON SCHEMA public TO certloom_identity;

CREATE FUNCTION identity_find_account(p_email text)
  RETURNS TABLE (user_id uuid, email text, name text, color smallint, password_hash text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, u.email, u.name, u.color, c.password_hash FROM "user" u JOIN user_credential c ON c.user_id = u.id WHERE u.email = p_email
$$;

CREATE FUNCTION identity_create_account(p_id uuid, p_email text, p_name text, p_color smallint, p_password_hash text)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO "user" (id, email, name, color) VALUES (p_id, p_email, p_name, p_color);
  INSERT INTO user_credential (user_id, password_hash) VALUES (p_id, p_password_hash)
$$;

-- Where somebody belongs, now: their organizations and, as customer staff, the customers whose portal is open
CREATE FUNCTION identity_memberships(p_user_id uuid)
  RETURNS TABLE (organization_id uuid, organization_name text, organization_role organization_role, customer_id uuid, customer_name text, customer_role customer_role)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, o.name, m.role, NULL::uuid, NULL::text, NULL::customer_role
    FROM organization_member m JOIN organization o ON o.id = m.organization_id
   WHERE m.user_id = p_user_id AND m.deactivated_at IS NULL
  UNION ALL
  SELECT o.id, o.name, NULL::organization_role, c.id, c.company_name, m.role
    FROM customer_member m JOIN organization o ON o.id = m.organization_id JOIN customer c ON c.id = m.customer_id
   WHERE m.user_id = p_user_id AND m.deactivated_at IS NULL AND c.portal_enabled AND c.archived_at IS NULL
     AND NOT EXISTS (SELECT FROM organization_member s WHERE s.organization_id = o.id AND s.user_id = p_user_id AND s.deactivated_at IS NULL)
  ORDER BY 2
$$;

CREATE FUNCTION identity_create_session(p_id text, p_user_id uuid, p_organization_id uuid, p_expires_at timestamptz)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO session (id, user_id, organization_id, expires_at) VALUES (p_id, p_user_id, p_organization_id, p_expires_at)
$$;

CREATE FUNCTION identity_find_session(p_id text)
  RETURNS TABLE (id text, user_id uuid, organization_id uuid, expires_at timestamptz, email text, name text, color smallint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, s.user_id, s.organization_id, s.expires_at, u.email, u.name, u.color FROM session s JOIN "user" u ON u.id = s.user_id WHERE s.id = p_id
$$;

CREATE FUNCTION identity_extend_session(p_id text, p_expires_at timestamptz)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE session SET expires_at = p_expires_at WHERE id = p_id
$$;

CREATE FUNCTION identity_switch_session(p_id text, p_organization_id uuid)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE session SET organization_id = p_organization_id WHERE id = p_id
$$;

CREATE FUNCTION identity_end_session(p_id text)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM session WHERE id = p_id
$$;

-- All of a person's sessions, or only those in one organization
CREATE FUNCTION identity_end_sessions(p_user_id uuid, p_organization_id uuid)
  RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH ended AS (DELETE FROM session WHERE user_id = p_user_id AND (p_organization_id IS NULL OR organization_id = p_organization_id) RETURNING 1)
  SELECT count(*)::int FROM ended
$$;

CREATE FUNCTION identity_delete_expired()
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM session WHERE expires_at < now();
  DELETE FROM password_reset WHERE expires_at < now() - interval '30 days';
  DELETE FROM sign_in_throttle WHERE updated_at < now() - interval '7 days';
  DELETE FROM collab_ticket_use WHERE expires_at < now()
$$;

CREATE FUNCTION identity_create_password_reset(p_token_hash text, p_user_id uuid, p_expires_at timestamptz)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO password_reset (token_hash, user_id, expires_at) VALUES (p_token_hash, p_user_id, p_expires_at)
$$;

-- Sets the password, uses up every open link and ends every session; NULL if the link is not good
CREATE FUNCTION identity_use_password_reset(p_token_hash text, p_password_hash text)
  RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_user_id uuid;
BEGIN
  UPDATE password_reset SET used_at = now() WHERE token_hash = p_token_hash AND used_at IS NULL AND expires_at > now() RETURNING user_id INTO v_user_id;
  IF v_user_id IS NULL THEN RETURN NULL; END IF;
  UPDATE password_reset SET used_at = now() WHERE user_id = v_user_id AND used_at IS NULL;
  UPDATE user_credential SET password_hash = p_password_hash, updated_at = now() WHERE user_id = v_user_id;
  DELETE FROM session WHERE user_id = v_user_id;
  RETURN v_user_id;
END $$;

CREATE FUNCTION identity_locked_until(p_key text)
  RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT locked_until FROM sign_in_throttle WHERE key = p_key AND locked_until > now()
$$;

-- One more failure; from p_limit on, locked for p_seconds. A quiet hour forgets.
CREATE FUNCTION identity_note_failure(p_key text, p_limit integer, p_seconds integer)
  RETURNS timestamptz LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO sign_in_throttle AS t (key, failures) VALUES (p_key, 1)
  ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN t.updated_at < now() - interval '1 hour' THEN 1 ELSE t.failures + 1 END,
    locked_until = CASE WHEN t.updated_at >= now() - interval '1 hour' AND t.failures + 1 >= p_limit THEN now() + make_interval(secs => p_seconds) ELSE NULL END,
    updated_at = now()
  RETURNING locked_until
$$;

CREATE FUNCTION identity_clear_failures(p_key text)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM sign_in_throttle WHERE key = p_key
$$;

CREATE FUNCTION identity_find_invitation(p_token_hash text)
  RETURNS TABLE (id uuid, organization_id uuid, organization_name text, customer_id uuid, customer_name text, email text, organization_role organization_role,
                 customer_role customer_role, expires_at timestamptz, accepted_at timestamptz, revoked_at timestamptz, user_id uuid, user_name text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.id, i.organization_id, o.name, i.customer_id, c.company_name, i.email, i.organization_role, i.customer_role, i.expires_at, i.accepted_at, i.revoked_at, u.id, u.name
    FROM invitation i JOIN organization o ON o.id = i.organization_id LEFT JOIN customer c ON c.id = i.customer_id LEFT JOIN "user" u ON u.email = i.email
   WHERE i.token_hash = p_token_hash
$$;

-- True the first time a ticket opens a room
CREATE FUNCTION identity_use_ticket(p_ticket_id uuid, p_room text, p_expires_at timestamptz)
  RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH used AS (INSERT INTO collab_ticket_use (ticket_id, room, expires_at) VALUES (p_ticket_id, p_room, p_expires_at) ON CONFLICT DO NOTHING RETURNING 1)
  SELECT count(*) = 1 FROM used
$$;

CREATE FUNCTION mail_queue(p_id uuid, p_to text, p_subject text, p_text text)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO mail (id, "to", subject, text) VALUES (p_id, p_to, p_subject, p_text)
$$;

-- Takes the next mail that is due and puts it off, so that no other process takes it too and a crash tries it again
CREATE FUNCTION mail_take()
  RETURNS TABLE (id uuid, "to" text, subject text, text text, attempts integer)
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE mail m SET attempts = m.attempts + 1, not_before = now() + least(interval '1 minute' * power(2, m.attempts), interval '1 day')
   WHERE m.id = (SELECT n.id FROM mail n WHERE n.sent_at IS NULL AND n.not_before <= now() AND n.attempts < 12 ORDER BY n.not_before LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING m.id, m."to", m.subject, m.text, m.attempts
$$;

CREATE FUNCTION mail_sent(p_id uuid)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE mail SET sent_at = now(), text = '' WHERE id = p_id
$$;

CREATE FUNCTION mail_unsent(p_limit integer)
  RETURNS TABLE (id uuid, "to" text, subject text, text text, created_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m."to", m.subject, m.text, m.created_at FROM mail m WHERE m.sent_at IS NULL ORDER BY m.created_at DESC LIMIT p_limit
$$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = 'public' AND (p.proname LIKE 'identity\_%' OR p.proname LIKE 'mail\_%')
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO certloom_app', f);
    EXECUTE format('ALTER FUNCTION %s OWNER TO certloom_identity', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM certloom_identity;

-- Joining makes the account in the transaction that makes the membership
GRANT EXECUTE ON FUNCTION identity_create_account(uuid, text, text, smallint, text) TO certloom_tenant;
