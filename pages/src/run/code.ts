/** Code that sends one request, ready to paste, in each language. The address has no key: sample records need none. */
export const codeFor = {
  curl: (address: string) => `curl --globoff "${address}"`,
  TypeScript: (address: string) => `const response = await fetch("${address}");
const { data } = await response.json();
console.log(data);`,
  Python: (address: string) => `import json, urllib.request

with urllib.request.urlopen("${address}") as response:
    print(json.load(response)["data"])`,
} as const;

/** The languages in which code is shown. */
export const codeLanguages = Object.keys(codeFor) as (keyof typeof codeFor)[];
