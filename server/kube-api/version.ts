/** What `/version` says. */
export interface ServerVersion {
  /** Kubernetes' version that this API is true to: `v1.36.2`, with what makes us known behind a plus. */
  gitVersion: string
  gitCommit: string
  buildDate: string
}

/** The body of `/version`: https://kubernetes.io/docs/reference/using-api/health-checks/ and kubectl version read it. */
export const versionBody = ({ gitVersion, gitCommit, buildDate }: ServerVersion) => {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? []
  return {
    major,
    minor,
    gitVersion,
    gitCommit,
    gitTreeState: 'clean',
    buildDate,
    goVersion: `node ${process.version}`,
    compiler: 'node',
    platform: `${process.platform}/${process.arch}`,
  }
}
