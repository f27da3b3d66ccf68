/** The Kubernetes version that our APIs are true to; what is ours stands behind the plus. */
export const KUBERNETES_VERSION = 'v1.36.2+hemisphere'
