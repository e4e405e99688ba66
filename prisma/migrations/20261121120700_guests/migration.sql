-- CreateTable
CREATE TABLE "guest_link" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "passcode_hash" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guest_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guest" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "link_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "color" SMALLINT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "guest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "guest_link_token_hash_key" ON "guest_link"("token_hash");

-- CreateIndex
CREATE INDEX "guest_link_organization_id_session_id_id_idx" ON "guest_link"("organization_id", "session_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "guest_link_organization_id_id_key" ON "guest_link"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "guest_secret_hash_key" ON "guest"("secret_hash");

-- CreateIndex
CREATE INDEX "guest_organization_id_link_id_id_idx" ON "guest"("organization_id", "link_id", "id");

-- AddForeignKey
ALTER TABLE "guest_link" ADD CONSTRAINT "guest_link_organization_id_session_id_fkey" FOREIGN KEY ("organization_id", "session_id") REFERENCES "interview_session"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guest" ADD CONSTRAINT "guest_organization_id_link_id_fkey" FOREIGN KEY ("organization_id", "link_id") REFERENCES "guest_link"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Row security ------------------------------------------------------------------------------------------------------------------------------
DO $$
DECLARE
  t text;
  org constant text := '"organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  own constant text := 'CASE WHEN (select nullif(current_setting(''app.customer_id'', true), '''')) IS NULL THEN true ELSE "customer_id" = (select nullif(current_setting(''app.customer_id'', true), '''')::uuid) END';
BEGIN
  FOREACH t IN ARRAY ARRAY['guest_link', 'guest']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_tenant', t, org, org);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_customer', t, own, own);
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO certloom_identity USING (true)', t || '_identity', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO certloom_tenant', t);
    EXECUTE format('GRANT SELECT ON %I TO certloom_identity', t);
  END LOOP;
END $$;

-- The door for those without an account: a link into a session that goes on, and who came by one. Whatever ends the link ends them.
CREATE POLICY "interview_session_identity" ON "interview_session" FOR SELECT TO certloom_identity USING (true);
GRANT SELECT ON "interview_session" TO certloom_identity;

GRANT CREATE ON SCHEMA public TO certloom_identity;

CREATE FUNCTION identity_find_guest_link(p_token_hash text)
  RETURNS TABLE (id uuid, organization_id uuid, customer_id uuid, session_id uuid, label text, passcode_hash text, expires_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.id, l.organization_id, l.customer_id, l.session_id, l.label, l.passcode_hash, l.expires_at
    FROM guest_link l
    JOIN interview_session s ON s.id = l.session_id AND s.archived_at IS NULL AND s.status <> 'completed'
    JOIN customer c ON c.id = l.customer_id AND c.archived_at IS NULL
   WHERE l.token_hash = p_token_hash AND l.revoked_at IS NULL AND l.expires_at > now()
$$;

CREATE FUNCTION identity_find_guest(p_secret_hash text)
  RETURNS TABLE (id uuid, name text, color smallint, organization_id uuid, customer_id uuid, session_id uuid, link_id uuid, expires_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT g.id, g.name, g.color, l.organization_id, l.customer_id, l.session_id, l.id, l.expires_at
    FROM guest g
    JOIN guest_link l ON l.id = g.link_id AND l.revoked_at IS NULL AND l.expires_at > now()
    JOIN interview_session s ON s.id = l.session_id AND s.archived_at IS NULL AND s.status <> 'completed'
    JOIN customer c ON c.id = l.customer_id AND c.archived_at IS NULL
   WHERE g.secret_hash = p_secret_hash AND g.left_at IS NULL
$$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['identity_find_guest_link(text)', 'identity_find_guest(text)']
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO certloom_app', f);
    EXECUTE format('ALTER FUNCTION %s OWNER TO certloom_identity', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM certloom_identity;
