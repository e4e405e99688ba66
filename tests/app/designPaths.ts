/** A path that outside programs rely on: its method, its parameters by the design's names, and the fields of its body or query. */
export type DesignPath = {
  path: string
  fields?: readonly string[]
  /** fields of the design that the product leaves out on purpose, and why */
  leftOut?: Readonly<Record<string, string>>
}

const bySignIn = 'People sign in by e-mail with a password that they set themselves; nothing mails or shows one (PRODUCT decision 6).'
const byServer = 'Where bytes lie is set by whoever runs the server, for all customers alike; `storage-info` tells the kind.'

/** Every path of the design of certification management, and those that the product's own page adds to it. */
export const designPaths: readonly DesignPath[] = [
  {
    path: 'POST /customers',
    fields: ['company_name', 'address', 'phone', 'industry', 'contact_email', 'document_email', 'portal_enabled', 'iso_standards'],
    leftOut: { portal_username: bySignIn, portal_password: bySignIn, storage_type: byServer, storage_config: byServer },
  },
  { path: 'GET /customers' },
  { path: 'GET /customers/{customer_id}' },
  { path: 'PUT /customers/{customer_id}' },
  { path: 'DELETE /customers/{customer_id}' },
  { path: 'POST /customers/{customer_id}/reset-portal-password' },
  { path: 'GET /customers/{customer_id}/portal-credentials' },
  { path: 'GET /customers/{customer_id}/storage-info' },
  { path: 'POST /customers/{customer_id}/initialize-storage' },

  {
    path: 'POST /customers/{customer_id}/iso-plans',
    fields: [
      'iso_standard_id',
      'plan_name',
      'template_selection_mode',
      'selected_template_ids',
      'target_completion_date',
      'auto_generate_documents',
    ],
  },
  { path: 'GET /customers/{customer_id}/iso-plans' },
  { path: 'GET /customers/{customer_id}/iso-plans/{plan_id}' },
  { path: 'PUT /customers/{customer_id}/iso-plans/{plan_id}' },
  { path: 'DELETE /customers/{customer_id}/iso-plans/{plan_id}' },
  { path: 'POST /customers/{customer_id}/iso-plans/{plan_id}/templates' },
  { path: 'GET /customers/{customer_id}/iso-plans/{plan_id}/progress' },
  { path: 'POST /customers/{customer_id}/iso-plans/{plan_id}/generate-documents' },
  { path: 'POST /customers/{customer_id}/iso-plans/{plan_id}/complete' },

  { path: 'GET /customer-documents', fields: ['customer_id', 'plan_id', 'status'] },
  { path: 'GET /customer-documents/{document_id}' },
  { path: 'PUT /customer-documents/{document_id}', fields: ['content', 'status', 'notes'] },
  { path: 'DELETE /customer-documents/{document_id}' },
  { path: 'POST /customer-documents/{document_id}/submit-review' },
  { path: 'POST /customer-documents/{document_id}/approve', fields: ['version_hash'] },
  { path: 'POST /customer-documents/{document_id}/reject', fields: ['notes'] },
  { path: 'POST /customer-documents/{document_id}/request-changes', fields: ['notes'] },
  { path: 'POST /customer-documents/{document_id}/reopen' },
  { path: 'GET /customer-documents/{document_id}/history' },
  { path: 'POST /customer-documents/{document_id}/export' },
  { path: 'GET /customer-documents/{document_id}/download' },
  { path: 'POST /customer-documents/{document_id}/calculate-progress' },

  { path: 'GET /tasks', fields: ['customer_id', 'document_id', 'plan_id', 'status', 'assigned_to'] },
  {
    path: 'POST /tasks',
    fields: [
      'customer_id',
      'document_id',
      'plan_id',
      'task_type',
      'task_scope',
      'title',
      'description',
      'priority',
      'requires_evidence',
      'evidence_description',
      'assigned_to',
      'due_date',
    ],
  },
  { path: 'GET /tasks/{task_id}' },
  { path: 'PUT /tasks/{task_id}' },
  { path: 'DELETE /tasks/{task_id}' },
  { path: 'POST /tasks/{task_id}/complete' },
  { path: 'POST /tasks/{task_id}/upload-evidence', fields: ['file'] },
  { path: 'GET /tasks/{task_id}/evidence' },
  { path: 'DELETE /tasks/{task_id}/evidence/{file_id}' },

  { path: 'POST /customers/{customer_id}/interview-sessions', fields: ['document_id', 'session_name'] },
  { path: 'GET /customers/{customer_id}/interview-sessions' },
  { path: 'GET /interview-sessions/{session_id}' },
  { path: 'PUT /interview-sessions/{session_id}', fields: ['session_data'] },
  { path: 'POST /interview-sessions/{session_id}/complete' },
  { path: 'GET /interview-sessions/{session_id}/questions' },
  { path: 'POST /interview-sessions/{session_id}/answer', fields: ['question_id', 'answer', 'evidence_files'] },
  { path: 'DELETE /interview-sessions/{session_id}' },

  { path: 'POST /customers/{customer_id}/files/upload', fields: ['file', 'file_type', 'document_id', 'task_id', 'description'] },
  { path: 'GET /customers/{customer_id}/files' },
  { path: 'GET /files/{file_id}' },
  { path: 'GET /files/{file_id}/download' },
  { path: 'DELETE /files/{file_id}' },

  { path: 'GET /activity', fields: ['entity_id', 'actor_id'] },
  { path: 'GET /frameworks' },
  { path: 'GET /frameworks/{framework_id}/requirements' },
  { path: 'GET /templates', fields: ['iso_standard_id'] },
  { path: 'GET /readiness-projects' },
  { path: 'POST /readiness-projects' },
  { path: 'GET /readiness-projects/{project_id}/answers' },
  { path: 'GET /readiness-projects/{project_id}/score' },
  { path: 'GET /readiness-projects/{project_id}/roadmap' },
  { path: 'GET /readiness-projects/{project_id}/share-links' },
  { path: 'POST /readiness-projects/{project_id}/share-links' },
  { path: 'GET /readiness-projects/{project_id}/export' },
  { path: 'POST /auth/login', fields: ['email', 'password'] },
  { path: 'GET /auth/me' },
  { path: 'POST /auth/organization', fields: ['organization_id'] },
  { path: 'GET /events' },
  { path: 'GET /collab/schema-version' },
  { path: 'POST /collab/tickets', fields: ['rooms', 'schema_version'] },
]
