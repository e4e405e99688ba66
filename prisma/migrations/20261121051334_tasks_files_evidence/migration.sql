-- CreateEnum
CREATE TYPE "evidence_kind" AS ENUM ('file', 'link');

-- CreateEnum
CREATE TYPE "evidence_status" AS ENUM ('pending', 'accepted', 'rejected');

-- CreateEnum
CREATE TYPE "file_type" AS ENUM ('evidence', 'export', 'attachment');

-- CreateEnum
CREATE TYPE "evidence_policy" AS ENUM ('uploads', 'links_only');

-- CreateEnum
CREATE TYPE "task_scope" AS ENUM ('document', 'customer', 'iso_plan');

-- CreateEnum
CREATE TYPE "task_type" AS ENUM ('fillable_section', 'evidence_required', 'review', 'custom', 'interview');

-- CreateEnum
CREATE TYPE "task_status" AS ENUM ('pending', 'in_progress', 'blocked', 'completed', 'cancelled');

-- CreateEnum
CREATE TYPE "task_priority" AS ENUM ('low', 'medium', 'high', 'urgent');

-- AlterTable
ALTER TABLE "organization" ADD COLUMN     "evidence_policy" "evidence_policy" NOT NULL DEFAULT 'uploads',
ADD COLUMN     "review_customer_evidence" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" "evidence_kind" NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "file_id" UUID,
    "url" TEXT,
    "status" "evidence_status" NOT NULL,
    "reviewed_by_id" UUID,
    "reviewed_at" TIMESTAMPTZ(3),
    "rejection_reason" TEXT,
    "valid_from" DATE,
    "valid_until" DATE,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_link" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "document_id" UUID,
    "section_id" TEXT,
    "task_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "storage_file" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "file_type" "file_type" NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "uploaded_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "deleted_by_id" UUID,

    CONSTRAINT "storage_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "plan_id" UUID,
    "document_id" UUID,
    "section_id" TEXT,
    "scope" "task_scope" NOT NULL,
    "type" "task_type" NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "status" "task_status" NOT NULL DEFAULT 'pending',
    "priority" "task_priority" NOT NULL DEFAULT 'medium',
    "requires_evidence" BOOLEAN NOT NULL DEFAULT false,
    "evidence_description" TEXT,
    "evidence_format" TEXT,
    "has_evidence" BOOLEAN NOT NULL DEFAULT false,
    "is_generated" BOOLEAN NOT NULL DEFAULT false,
    "blocked_reason" TEXT,
    "assignee_id" UUID,
    "due_date" DATE,
    "completed_at" TIMESTAMPTZ(3),
    "completed_by_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "evidence_organization_id_customer_id_status_id_idx" ON "evidence"("organization_id", "customer_id", "status", "id");

-- CreateIndex
CREATE INDEX "evidence_organization_id_valid_until_idx" ON "evidence"("organization_id", "valid_until");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_organization_id_id_key" ON "evidence"("organization_id", "id");

-- CreateIndex
CREATE INDEX "evidence_link_organization_id_evidence_id_idx" ON "evidence_link"("organization_id", "evidence_id");

-- CreateIndex
CREATE INDEX "evidence_link_organization_id_document_id_section_id_idx" ON "evidence_link"("organization_id", "document_id", "section_id");

-- CreateIndex
CREATE INDEX "evidence_link_organization_id_task_id_idx" ON "evidence_link"("organization_id", "task_id");

-- CreateIndex
CREATE UNIQUE INDEX "storage_file_storage_key_key" ON "storage_file"("storage_key");

-- CreateIndex
CREATE INDEX "storage_file_organization_id_customer_id_file_type_id_idx" ON "storage_file"("organization_id", "customer_id", "file_type", "id");

-- CreateIndex
CREATE UNIQUE INDEX "storage_file_organization_id_id_key" ON "storage_file"("organization_id", "id");

-- CreateIndex
CREATE INDEX "task_organization_id_customer_id_status_due_date_id_idx" ON "task"("organization_id", "customer_id", "status", "due_date", "id");

-- CreateIndex
CREATE INDEX "task_organization_id_plan_id_status_idx" ON "task"("organization_id", "plan_id", "status");

-- CreateIndex
CREATE INDEX "task_organization_id_document_id_section_id_idx" ON "task"("organization_id", "document_id", "section_id");

-- CreateIndex
CREATE INDEX "task_organization_id_assignee_id_status_due_date_id_idx" ON "task"("organization_id", "assignee_id", "status", "due_date", "id");

-- CreateIndex
CREATE UNIQUE INDEX "task_organization_id_id_key" ON "task"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_organization_id_file_id_fkey" FOREIGN KEY ("organization_id", "file_id") REFERENCES "storage_file"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_link" ADD CONSTRAINT "evidence_link_organization_id_evidence_id_fkey" FOREIGN KEY ("organization_id", "evidence_id") REFERENCES "evidence"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_link" ADD CONSTRAINT "evidence_link_organization_id_document_id_fkey" FOREIGN KEY ("organization_id", "document_id") REFERENCES "customer_document"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_link" ADD CONSTRAINT "evidence_link_organization_id_task_id_fkey" FOREIGN KEY ("organization_id", "task_id") REFERENCES "task"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "storage_file" ADD CONSTRAINT "storage_file_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_organization_id_plan_id_fkey" FOREIGN KEY ("organization_id", "plan_id") REFERENCES "iso_plan"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_organization_id_document_id_fkey" FOREIGN KEY ("organization_id", "document_id") REFERENCES "customer_document"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ------------------------------------------------------------------------------------------------------------------
-- A link is for a section of a document or for a task, and says so once
ALTER TABLE "evidence_link" ADD CONSTRAINT "evidence_link_target" CHECK (("document_id" IS NULL) = ("section_id" IS NULL) AND ("document_id" IS NULL) <> ("task_id" IS NULL));
CREATE UNIQUE INDEX "evidence_link_once_per_section" ON "evidence_link" ("organization_id", "document_id", "section_id", "evidence_id") WHERE "document_id" IS NOT NULL;
CREATE UNIQUE INDEX "evidence_link_once_per_task" ON "evidence_link" ("organization_id", "task_id", "evidence_id") WHERE "task_id" IS NOT NULL;
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_source" CHECK (("kind" = 'file') = ("file_id" IS NOT NULL) AND ("kind" = 'link') = ("url" IS NOT NULL));
ALTER TABLE "task" ADD CONSTRAINT "task_place" CHECK (
  ("scope" = 'document') = ("document_id" IS NOT NULL) AND ("scope" = 'customer') = ("plan_id" IS NULL) AND ("section_id" IS NULL OR "document_id" IS NOT NULL));

-- Row security ------------------------------------------------------------------------------------------------------------------------------
DO $$
DECLARE
  t text;
  org constant text := '"organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  own constant text := 'CASE WHEN (select nullif(current_setting(''app.customer_id'', true), '''')) IS NULL THEN true ELSE "customer_id" = (select nullif(current_setting(''app.customer_id'', true), '''')::uuid) END';
BEGIN
  FOREACH t IN ARRAY ARRAY['task', 'storage_file', 'evidence', 'evidence_link']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_tenant', t, org, org);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_customer', t, own, own);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON "task", "storage_file", "evidence" TO certloom_tenant;
GRANT SELECT, INSERT, DELETE ON "evidence_link" TO certloom_tenant;
