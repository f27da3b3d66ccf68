'use client'
import { useActionState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import { Icon } from '#components/ui/icon.tsx'

interface State {
  error?: string
  username?: string
}

/** Name and password. It works without scripts too: a plain form post. */
export function SignInForm({ signIn, to }: { signIn(before: State, form: FormData): Promise<State>; to: string }) {
  const [state, submit, busy] = useActionState(signIn, {})
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-header items-center gap-3 bg-header px-6 text-header-fg">
        <Icon name="supervisor" size={24} />
        <span className="text-subsection">Hemisphere</span>
      </header>
      <main className="flex flex-1 items-start justify-center px-4 py-16">
        <form action={submit} className="w-full max-w-[400px] rounded border border-line bg-surface p-6 shadow-card">
          <h1 className="mb-4 text-section">Sign in</h1>
          {state.error && (
            <Banner kind="error" className="mb-4">
              {state.error}
            </Banner>
          )}
          <input type="hidden" name="to" value={to} />
          <TextField
            key={state.username}
            label="User name"
            name="username"
            defaultValue={state.username}
            placeholder="administrator@vsphere.local"
            autoComplete="username"
            autoFocus={!state.username}
          />
          <TextField
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            autoFocus={!!state.username}
          />
          <Button type="submit" variant="primary" busy={busy} className="mt-2 w-full">
            Sign in
          </Button>
        </form>
      </main>
    </div>
  )
}
