/** Code that sends one request, ready to paste, in each language. With a key it reads `TOLLGATE_KEY` of the environment. */
export const codeFor = {
  curl: (address: string, hasKey: boolean) =>
    `curl --globoff ${hasKey ? '-H "Authorization: Bearer $TOLLGATE_KEY" \\\n  ' : ''}"${address}"`,
  TypeScript: (address: string, hasKey: boolean) => `const response = await fetch("${address}"${
    hasKey ? ', {\n  headers: { Authorization: "Bearer " + process.env.TOLLGATE_KEY },\n}' : ''
  });
const { data } = await response.json();
console.log(data);`,
  Python: (address: string, hasKey: boolean) =>
    hasKey
      ? `import json, os, urllib.request

request = urllib.request.Request("${address}", headers={"Authorization": "Bearer " + os.environ["TOLLGATE_KEY"]})
with urllib.request.urlopen(request) as response:
    print(json.load(response)["data"])`
      : `import json, urllib.request

with urllib.request.urlopen("${address}") as response:
    print(json.load(response)["data"])`,
} as const;

/** The languages in which code is shown. */
export const codeLanguages = Object.keys(codeFor) as (keyof typeof codeFor)[];
