import { AuditGrid } from '#components/directory/audit-grid.tsx'
import { firstPage } from '#components/live/first-page.ts'
import { AdministrationFrame } from '../../../administration-frame.tsx'
import { Prefetched } from '../../../prefetched.tsx'

/** The audit log; whoever may not read it is told so. */
export default function Page() {
  return (
    <Prefetched asked={[['auditEntries', firstPage]]}>
      <AdministrationFrame current="audit">
        <AuditGrid />
      </AdministrationFrame>
    </Prefetched>
  )
}
