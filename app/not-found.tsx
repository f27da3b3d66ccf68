import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** For addresses that lead nowhere. */
export default function NotFound() {
  return (
    <main className="h-dvh">
      <title>Not found - Hemisphere</title>
      <h1 className="sr-only">Not found</h1>
      <EmptyState icon="unknown" title="There is no such page" actions={<Button href="/">Home</Button>}>
        The address may be mistyped, or from another version.
      </EmptyState>
    </main>
  )
}
