-- CreateEnum
CREATE TYPE "comment_anchor_kind" AS ENUM ('document', 'section', 'text', 'cell', 'item');

-- CreateTable
CREATE TABLE "comment_thread" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "section_id" TEXT,
    "kind" "comment_anchor_kind" NOT NULL,
    "anchor" JSONB,
    "quote" TEXT,
    "is_internal" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_id" UUID,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "comment_thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "is_internal" BOOLEAN NOT NULL DEFAULT false,
    "author_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "mentioned_ids" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "comment_thread_organization_id_document_id_id_idx" ON "comment_thread"("organization_id", "document_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "comment_thread_organization_id_id_is_internal_key" ON "comment_thread"("organization_id", "id", "is_internal");

-- CreateIndex
CREATE INDEX "comment_organization_id_thread_id_id_idx" ON "comment"("organization_id", "thread_id", "id");

-- AddForeignKey
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_organization_id_document_id_fkey" FOREIGN KEY ("organization_id", "document_id") REFERENCES "customer_document"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_organization_id_thread_id_is_internal_fkey" FOREIGN KEY ("organization_id", "thread_id", "is_internal") REFERENCES "comment_thread"("organization_id", "id", "is_internal") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ------------------------------------------------------------------------------------------------------------------
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_place" CHECK (("kind" = 'document') = ("section_id" IS NULL) AND ("kind" IN ('document', 'section')) = ("anchor" IS NULL));

-- Row security ------------------------------------------------------------------------------------------------------------------------------
-- What is internal does not exist for a customer's people, whatever a query asks for
DO $$
DECLARE
  t text;
  org constant text := '"organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  own constant text := 'CASE WHEN (select nullif(current_setting(''app.customer_id'', true), '''')) IS NULL THEN true ELSE "customer_id" = (select nullif(current_setting(''app.customer_id'', true), '''')::uuid) AND NOT "is_internal" END';
BEGIN
  FOREACH t IN ARRAY ARRAY['comment_thread', 'comment']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_tenant', t, org, org);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_customer', t, own, own);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON "comment_thread", "comment" TO certloom_tenant;
