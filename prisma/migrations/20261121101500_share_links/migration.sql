-- CreateEnum
CREATE TYPE "share_scope" AS ENUM ('audit', 'summary');

-- CreateTable
CREATE TABLE "share_link" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "scope" "share_scope" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "passcode_hash" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "share_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "share_link_token_hash_key" ON "share_link"("token_hash");

-- CreateIndex
CREATE INDEX "share_link_organization_id_project_id_id_idx" ON "share_link"("organization_id", "project_id", "id");

-- AddForeignKey
ALTER TABLE "share_link" ADD CONSTRAINT "share_link_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "readiness_project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Row security ------------------------------------------------------------------------------------------------------------------------------
DO $$
DECLARE
  org constant text := '"organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  own constant text := 'CASE WHEN (select nullif(current_setting(''app.customer_id'', true), '''')) IS NULL THEN true ELSE "customer_id" = (select nullif(current_setting(''app.customer_id'', true), '''')::uuid) END';
BEGIN
  ALTER TABLE "share_link" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "share_link" FORCE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY "share_link_tenant" ON "share_link" TO certloom_tenant USING (%s) WITH CHECK (%s)', org, org);
  EXECUTE format('CREATE POLICY "share_link_customer" ON "share_link" AS RESTRICTIVE TO certloom_tenant USING (%s) WITH CHECK (%s)', own, own);
END $$;
GRANT SELECT, INSERT, UPDATE ON "share_link" TO certloom_tenant;

-- The door for those without an account: a link that is open, and nothing else.
CREATE POLICY "share_link_identity" ON "share_link" FOR SELECT TO certloom_identity USING (true);
GRANT SELECT ON "share_link" TO certloom_identity;

CREATE FUNCTION identity_find_share_link(p_token_hash text)
  RETURNS TABLE (id uuid, organization_id uuid, customer_id uuid, project_id uuid, label text, scope share_scope, passcode_hash text, expires_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, s.organization_id, s.customer_id, s.project_id, s.label, s.scope, s.passcode_hash, s.expires_at
    FROM share_link s
   WHERE s.token_hash = p_token_hash AND s.revoked_at IS NULL AND s.expires_at > now()
$$;

REVOKE ALL ON FUNCTION identity_find_share_link(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity_find_share_link(text) TO certloom_app;
GRANT CREATE ON SCHEMA public TO certloom_identity;
ALTER FUNCTION identity_find_share_link(text) OWNER TO certloom_identity;
REVOKE CREATE ON SCHEMA public FROM certloom_identity;
