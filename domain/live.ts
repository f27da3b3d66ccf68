/** What a browser tab wants to hear of: the inventory always, and one Supervisor's objects while it looks at them. */
export interface LiveTopics {
  /** `supervisor:<id>`; absent when no page of a Supervisor's objects is open. */
  api?: string
  /** Only this namespace of it; absent for all that the user may list. */
  namespace?: string
  /** Kubernetes resources, for example `pods`, `events`. */
  resources?: string[]
}

/** One change as the browser hears of it. */
export interface LiveChange {
  /** `inventory` or `supervisor:<id>`. */
  api: string
  /** Prisma model name for the inventory (Host, Task …), resource for a Supervisor (pods). */
  kind: string
  namespace: string
  /** Inventory id, or object name. */
  name: string
  operation: 'ADDED' | 'MODIFIED' | 'DELETED'
  revision: string
  /** The row a list shows, where the change alone is enough to make it. */
  row?: Record<string, unknown>
}

/** One server-sent event: the latest change per object since the last one, oldest first. */
export interface LiveBatch {
  changes: LiveChange[]
  /** True after a gap: everything that is shown has to be read again. */
  reset?: boolean
}
