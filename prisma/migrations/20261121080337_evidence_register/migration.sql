-- CreateEnum
CREATE TYPE "expiry_mark" AS ENUM ('none', 'expiring', 'expired');

-- AlterTable
ALTER TABLE "evidence" ADD COLUMN     "expiry_noted" "expiry_mark" NOT NULL DEFAULT 'none',
ADD COLUMN     "replaces_id" UUID;

-- AlterTable
ALTER TABLE "organization" ADD COLUMN     "storage_limit_bytes" BIGINT;

-- AlterTable
ALTER TABLE "storage_file" ADD COLUMN     "folder_id" UUID,
ADD COLUMN     "purged_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "task" ADD COLUMN     "renews_evidence_id" UUID;

-- CreateTable
CREATE TABLE "file_folder" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "parent_id" UUID,
    "name" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "file_folder_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "file_folder_organization_id_customer_id_parent_id_idx" ON "file_folder"("organization_id", "customer_id", "parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "file_folder_organization_id_id_key" ON "file_folder"("organization_id", "id");

-- CreateIndex
CREATE INDEX "evidence_organization_id_status_id_idx" ON "evidence"("organization_id", "status", "id");

-- CreateIndex
CREATE INDEX "evidence_organization_id_file_id_idx" ON "evidence"("organization_id", "file_id");

-- CreateIndex
CREATE INDEX "evidence_organization_id_replaces_id_idx" ON "evidence"("organization_id", "replaces_id");

-- CreateIndex
CREATE INDEX "storage_file_organization_id_folder_id_idx" ON "storage_file"("organization_id", "folder_id");

-- CreateIndex
CREATE INDEX "task_organization_id_renews_evidence_id_idx" ON "task"("organization_id", "renews_evidence_id");

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_organization_id_replaces_id_fkey" FOREIGN KEY ("organization_id", "replaces_id") REFERENCES "evidence"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_folder" ADD CONSTRAINT "file_folder_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_folder" ADD CONSTRAINT "file_folder_organization_id_parent_id_fkey" FOREIGN KEY ("organization_id", "parent_id") REFERENCES "file_folder"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "storage_file" ADD CONSTRAINT "storage_file_organization_id_folder_id_fkey" FOREIGN KEY ("organization_id", "folder_id") REFERENCES "file_folder"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_organization_id_renews_evidence_id_fkey" FOREIGN KEY ("organization_id", "renews_evidence_id") REFERENCES "evidence"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma cannot say ------------------------------------------------------------------------------------------------------------------
-- No two folders beside each other have one name, however it is written
CREATE UNIQUE INDEX "file_folder_name" ON "file_folder" ("organization_id", "customer_id", (coalesce("parent_id", '00000000-0000-0000-0000-000000000000')), (lower("name")));
-- What was deleted until now went at once
UPDATE "storage_file" SET "purged_at" = "deleted_at" WHERE "deleted_at" IS NOT NULL;
CREATE INDEX "storage_file_trash" ON "storage_file" ("organization_id", "deleted_at") WHERE "deleted_at" IS NOT NULL AND "purged_at" IS NULL;
-- What an upload adds up to, without looking at the rows
CREATE INDEX "storage_file_used" ON "storage_file" ("organization_id", "customer_id") INCLUDE ("size_bytes") WHERE "purged_at" IS NULL;
CREATE INDEX "evidence_ending" ON "evidence" ("organization_id", "valid_until") WHERE "archived_at" IS NULL AND "expiry_noted" <> 'expired' AND "valid_until" IS NOT NULL;

-- Work that is done for every organization begins with their ids
GRANT CREATE ON SCHEMA public TO certloom_identity;
CREATE FUNCTION identity_organizations() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM organization ORDER BY id
$$;
-- What the files of the tenant take together: a customer's people, who see their own only, share its limit
CREATE FUNCTION identity_storage_used() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(sum(size_bytes), 0)::bigint FROM storage_file
   WHERE organization_id = nullif(current_setting('app.organization_id', true), '')::uuid AND purged_at IS NULL
$$;
CREATE POLICY "storage_file_identity" ON "storage_file" FOR SELECT TO certloom_identity USING (true);
GRANT SELECT ON "storage_file" TO certloom_identity;
REVOKE ALL ON FUNCTION identity_storage_used() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity_storage_used() TO certloom_tenant;
ALTER FUNCTION identity_storage_used() OWNER TO certloom_identity;
REVOKE ALL ON FUNCTION identity_organizations() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity_organizations() TO certloom_app;
ALTER FUNCTION identity_organizations() OWNER TO certloom_identity;
REVOKE CREATE ON SCHEMA public FROM certloom_identity;

-- Row security ------------------------------------------------------------------------------------------------------------------------------
DO $$
DECLARE
  org constant text := '"organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  own constant text := 'CASE WHEN (select nullif(current_setting(''app.customer_id'', true), '''')) IS NULL THEN true ELSE "customer_id" = (select nullif(current_setting(''app.customer_id'', true), '''')::uuid) END';
BEGIN
  ALTER TABLE "file_folder" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "file_folder" FORCE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY "file_folder_tenant" ON "file_folder" TO certloom_tenant USING (%s) WITH CHECK (%s)', org, org);
  EXECUTE format('CREATE POLICY "file_folder_customer" ON "file_folder" AS RESTRICTIVE TO certloom_tenant USING (%s) WITH CHECK (%s)', own, own);
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON "file_folder" TO certloom_tenant;
