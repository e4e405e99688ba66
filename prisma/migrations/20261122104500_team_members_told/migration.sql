-- Whoever is in a team is told of its tasks. A customer's people see no team of the organization, and what they say or do on its tasks is told all the
-- same: who is in a team that may be given work of the tenant is answered past row security, as ids
CREATE POLICY "team_member_identity" ON "team_member" FOR SELECT TO certloom_identity USING (true);
GRANT SELECT ("organization_id", "customer_id", "team_id", "user_id") ON "team_member" TO certloom_identity;

GRANT CREATE ON SCHEMA public TO certloom_identity;
CREATE FUNCTION identity_team_members(p_team_id uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.user_id FROM team_member m
   WHERE m.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid AND m.team_id = p_team_id
     AND (m.customer_id IS NULL OR m.customer_id = coalesce(nullif(current_setting('app.customer_id', true), '')::uuid, m.customer_id))
$$;
REVOKE ALL ON FUNCTION identity_team_members(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity_team_members(uuid) TO certloom_tenant;
ALTER FUNCTION identity_team_members(uuid) OWNER TO certloom_identity;
REVOKE CREATE ON SCHEMA public FROM certloom_identity;
