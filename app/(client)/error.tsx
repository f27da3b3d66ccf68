'use client'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** Stands in for a page that broke: the rest of the client goes on. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return (
    <EmptyState
      icon="error-circle"
      title="This page can’t be shown because of a fault in it"
      actions={<Button onClick={reset}>Try again</Button>}
    >
      {error.digest ? `The server's log has it under ${error.digest}.` : error.message}
    </EmptyState>
  )
}
