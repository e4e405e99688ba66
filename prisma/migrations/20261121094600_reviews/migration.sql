-- CreateEnum
CREATE TYPE "review_status" AS ENUM ('open', 'approved', 'changes_requested', 'rejected', 'superseded');

-- AlterEnum
ALTER TYPE "version_kind" ADD VALUE 'withdrawn';

-- AlterTable
ALTER TABLE "document_version" ADD COLUMN     "approves_revision" INTEGER;

-- AlterTable
ALTER TABLE "organization" ADD COLUMN     "four_eyes" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "document_version" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "status" "review_status" NOT NULL DEFAULT 'open',
    "note" TEXT NOT NULL DEFAULT '',
    "reviewer_ids" UUID[],
    "submitted_by_id" UUID NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "notes" TEXT,
    "approved_revision" INTEGER,
    "withdrawn_by_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawal_reason" TEXT,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_check" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "review_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "code" TEXT,
    "label" TEXT NOT NULL,
    "is_met" BOOLEAN,
    "section_ids" TEXT[],
    "created_by_id" UUID,

    CONSTRAINT "review_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_tick" (
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "check_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "ticked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "review_tick_pkey" PRIMARY KEY ("organization_id","check_id","user_id")
);

-- CreateTable
CREATE TABLE "review_visit" (
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "visited_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_visit_pkey" PRIMARY KEY ("organization_id","document_id","user_id")
);

-- CreateIndex
CREATE INDEX "review_organization_id_document_id_id_idx" ON "review"("organization_id", "document_id", "id");

-- CreateIndex
CREATE INDEX "review_organization_id_status_id_idx" ON "review"("organization_id", "status", "id");

-- CreateIndex
CREATE INDEX "review_organization_id_customer_id_status_id_idx" ON "review"("organization_id", "customer_id", "status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "review_organization_id_id_key" ON "review"("organization_id", "id");

-- CreateIndex
CREATE INDEX "review_check_organization_id_review_id_position_idx" ON "review_check"("organization_id", "review_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "review_check_organization_id_id_key" ON "review_check"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_organization_id_document_id_fkey" FOREIGN KEY ("organization_id", "document_id") REFERENCES "customer_document"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_check" ADD CONSTRAINT "review_check_organization_id_review_id_fkey" FOREIGN KEY ("organization_id", "review_id") REFERENCES "review"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_tick" ADD CONSTRAINT "review_tick_organization_id_check_id_fkey" FOREIGN KEY ("organization_id", "check_id") REFERENCES "review_check"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_visit" ADD CONSTRAINT "review_visit_organization_id_document_id_fkey" FOREIGN KEY ("organization_id", "document_id") REFERENCES "customer_document"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ------------------------------------------------------------------------------------------------------------------
-- A document is read in one version at a time
CREATE UNIQUE INDEX "review_one_open" ON "review" ("organization_id", "document_id") WHERE "status" = 'open';

-- Submitted and approved versions stay as they are, whoever asks. All that can be done to one is to withdraw an approval, which changes its kind and
-- nothing else; a document that is deleted takes its versions with it (the trigger of the foreign key, which is a depth of one or more).
GRANT UPDATE ("kind") ON "document_version" TO certloom_tenant;
CREATE POLICY "document_version_withdraw" ON "document_version" AS RESTRICTIVE FOR UPDATE TO certloom_tenant
  USING ("kind"::text = 'approved') WITH CHECK ("kind"::text = 'withdrawn');
CREATE FUNCTION document_version_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.kind::text = 'approved' AND NEW.kind::text = 'withdrawn' THEN
    OLD.kind := NEW.kind;
    IF OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'Submitted and approved versions are kept as they are.' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "document_version_kept" BEFORE UPDATE OR DELETE ON "document_version" FOR EACH ROW
  WHEN (OLD."kind"::text IN ('submitted', 'approved', 'withdrawn') AND pg_trigger_depth() = 0) EXECUTE FUNCTION document_version_keep();

-- Row security ------------------------------------------------------------------------------------------------------------------------------
DO $$
DECLARE
  t text;
  org text := '"organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  own text := 'CASE WHEN (select nullif(current_setting(''app.customer_id'', true), '''')) IS NULL THEN true ELSE "customer_id" = (select nullif(current_setting(''app.customer_id'', true), '''')::uuid) END';
BEGIN
  FOREACH t IN ARRAY ARRAY['review', 'review_check', 'review_tick', 'review_visit'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_tenant', t, org, org);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_customer', t, own, own);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON "review", "review_visit" TO certloom_tenant;
GRANT SELECT, INSERT ON "review_check" TO certloom_tenant;
GRANT SELECT, INSERT, DELETE ON "review_tick" TO certloom_tenant;
