-- Whoever listens hears of each activity when its transaction commits: what kind, about what, for whom. Never what was written.
CREATE FUNCTION activity_announce() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('activity', json_build_object('type', a.action, 'entity', a.entity_type, 'id', a.entity_id,
                                                  'organizationId', a.organization_id, 'customerId', a.customer_id)::text)
     FROM added a;
  RETURN NULL;
END $$;

CREATE TRIGGER "activity_announced" AFTER INSERT ON "activity" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION activity_announce();
