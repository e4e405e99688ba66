-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "entity_type" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_preference" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "inbox" BOOLEAN NOT NULL,
    "mail" BOOLEAN NOT NULL,

    CONSTRAINT "notification_preference_pkey" PRIMARY KEY ("organization_id","user_id","kind")
);

-- CreateIndex
CREATE INDEX "notification_organization_id_user_id_id_idx" ON "notification"("organization_id", "user_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "notification_organization_id_user_id_occasion_key" ON "notification"("organization_id", "user_id", "occasion");

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_preference" ADD CONSTRAINT "notification_preference_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whose inbox changed is announced like everything else; many rows of one person at once are one announcement
CREATE FUNCTION inbox_announce() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('activity', json_build_object('type', 'inbox.changed', 'entity', 'inbox', 'id', NEW.user_id,
                                                  'organizationId', NEW.organization_id, 'customerId', null)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER "inbox_announced" AFTER INSERT OR UPDATE OF "read_at" ON "notification" FOR EACH ROW EXECUTE FUNCTION inbox_announce();
CREATE INDEX "notification_unread" ON "notification" ("organization_id", "user_id") WHERE "read_at" IS NULL;

-- Row security ------------------------------------------------------------------------------------------------------------------------------
DO $$
DECLARE
  t text;
  org constant text := '"organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  own constant text := 'CASE WHEN (select nullif(current_setting(''app.customer_id'', true), '''')) IS NULL THEN true ELSE "customer_id" = (select nullif(current_setting(''app.customer_id'', true), '''')::uuid) END';
BEGIN
  FOREACH t IN ARRAY ARRAY['notification', 'notification_preference']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_tenant', t, org, org);
  END LOOP;
  EXECUTE format('CREATE POLICY "notification_customer" ON "notification" AS RESTRICTIVE TO certloom_tenant USING (%s) WITH CHECK (true)', own);
END $$;
GRANT SELECT, INSERT, UPDATE ON "notification", "notification_preference" TO certloom_tenant;
