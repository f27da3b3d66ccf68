import type { EnableSpec } from '#domain/vsphere/supervisor.ts'

/** What each page of the enable wizard shows and changes. */
export interface StepProps {
  spec: EnableSpec
  onChange(part: Partial<EnableSpec>): void
}
