-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "facts_revision" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "document_version" ADD COLUMN     "facts" JSONB;

-- CreateTable
CREATE TABLE "fact" (
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by_id" UUID,

    CONSTRAINT "fact_pkey" PRIMARY KEY ("organization_id","customer_id","key")
);

-- AddForeignKey
ALTER TABLE "fact" ADD CONSTRAINT "fact_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Row security ------------------------------------------------------------------------------------------------------------------------------
DO $$
DECLARE
  t text;
  org constant text := '"organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  own constant text := 'CASE WHEN (select nullif(current_setting(''app.customer_id'', true), '''')) IS NULL THEN true ELSE "customer_id" = (select nullif(current_setting(''app.customer_id'', true), '''')::uuid) END';
BEGIN
  FOREACH t IN ARRAY ARRAY['fact']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_tenant', t, org, org);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_customer', t, own, own);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON "fact" TO certloom_tenant;

-- Customers that are there get the room of their facts, empty. Row security holds for the owner too, so it stands aside for this one statement.
ALTER TABLE "customer" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "live_document" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "live_document" (room, organization_id, customer_id, kind, entity_id, epoch, schema_version, state)
  SELECT 'facts:' || id || ':1', organization_id, id, 'facts', id, 1, 2, '\x0000'::bytea FROM "customer";
ALTER TABLE "live_document" FORCE ROW LEVEL SECURITY;
ALTER TABLE "customer" FORCE ROW LEVEL SECURITY;
