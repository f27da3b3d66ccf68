import localFont from 'next/font/local'

/** Clarity City, the typeface of the vSphere Client (SIL Open Font License 1.1), served by ourselves: the client asks no other server for anything. */
export const clarityCity = localFont({
  src: [
    { path: '../node_modules/@cds/city/Webfonts/WOFF2/ClarityCity-Regular.woff2', weight: '400' },
    { path: '../node_modules/@cds/city/Webfonts/WOFF2/ClarityCity-Medium.woff2', weight: '500' },
  ],
  variable: '--font-clarity-city',
  display: 'swap',
})
