import type { Route } from './route.ts'

/** The authority's certificate, for clients to trust. */
export const authorityCertificate: Route = {
  path: '/ca.crt',
  methods: {
    GET: async ({ authority }) =>
      new Response(authority.certificate, {
        headers: { 'content-type': 'application/x-pem-file', 'content-disposition': 'attachment; filename="ca.crt"' },
      }),
  },
}

/** The page a browser finds at the API's root; API clients, which don't ask for HTML, find the API. */
export const toolsPage: Route = {
  path: '/',
  accepts: ({ request }) => (request.headers.get('accept') ?? '').includes('text/html'),
  methods: {
    GET: async ({ urls }) =>
      new Response(page(urls), {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
          'x-content-type-options': 'nosniff',
        },
      }),
  },
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const page = ({ api, web }: { api: string; web: string }): string => {
  const { host } = new URL(api)
  const plugin = `kubectl vsphere login --server=${host} --vsphere-username USER@vsphere.local`
  const curl = [
    `curl -O --insecure ${api}/ca.crt`,
    `TOKEN=$(curl -s --cacert ca.crt -u USER@vsphere.local -X POST ${api}/wcp/login | sed 's/.*"session_id":"\\([^"]*\\)".*/\\1/')`,
    `kubectl --server=${api} --certificate-authority=ca.crt --token="$TOKEN" get pods -n NAMESPACE`,
  ].join('\n')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Kubernetes CLI Tools</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 3rem auto; padding: 0 1rem; color: #1b2a32; background: #fff; }
pre { padding: 1rem; overflow-x: auto; border: 1px solid #ccd5da; border-radius: 4px; background: #f4f7f8; user-select: all; }
@media (prefers-color-scheme: dark) {
  body { color: #e4ecf0; background: #17232b; }
  pre { background: #21333b; border-color: #3b4f59; }
  a { color: #79c6ff; }
}
</style>
</head>
<body>
<main>
<h1>Kubernetes CLI Tools</h1>
<p>This is the Kubernetes API of this installation. Its certificate is signed by <a href="/ca.crt">this authority (ca.crt)</a>.</p>
<h2>With a kubeconfig</h2>
<p>Sign in to <a href="${escapeHtml(web)}">the web client</a> and download a kubeconfig from a namespace.</p>
<h2>With the vSphere plugin for kubectl</h2>
<pre tabindex="0">${escapeHtml(plugin)}</pre>
<h2>With curl</h2>
<pre tabindex="0">${escapeHtml(curl)}</pre>
</main>
</body>
</html>
`
}
