-- Each document gets a room for what staff note about it. It belongs to no customer; the owner reads across tenants for this once.
ALTER TABLE "customer_document" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "live_document" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "live_document" ("room", "organization_id", "customer_id", "kind", "entity_id", "epoch", "schema_version", "state", "updated_at")
SELECT 'internal:' || "id" || ':1', "organization_id", NULL, 'internal', "id", 1, 2, '\x0000'::bytea, now() FROM "customer_document";
ALTER TABLE "customer_document" FORCE ROW LEVEL SECURITY;
ALTER TABLE "live_document" FORCE ROW LEVEL SECURITY;

-- CreateTable
CREATE TABLE "organization_brand" (
    "organization_id" UUID NOT NULL,
    "color" TEXT,
    "logo" BYTEA,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_brand_pkey" PRIMARY KEY ("organization_id")
);

-- AddForeignKey
ALTER TABLE "organization_brand" ADD CONSTRAINT "organization_brand_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Row security: a customer's people see it too, on every file that is exported for them
ALTER TABLE "organization_brand" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organization_brand" FORCE ROW LEVEL SECURITY;
CREATE POLICY "organization_brand_tenant" ON "organization_brand" TO certloom_tenant
  USING ("organization_id" = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  WITH CHECK ("organization_id" = (select nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE ON "organization_brand" TO certloom_tenant;
