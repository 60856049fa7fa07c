"""Words that tell a journal's name from other names in English prose. General knowledge, no copy of a list."""

from __future__ import annotations

# Journals called by one word that is also a common word or that no ending gives away.
ONE_WORD_JOURNALS = frozenset(
    "acarologia aerobiologia agronomie agronomy algorithms amyloid anatolica anemia angiology animals anthropologica"
    " antiquity aphasiology appita aquaculture archaea archaeometry arthropoda arthroscopy asthma astrobiology atherosclerosis"
    " atmosphere atoms auk automatica axioms behaviour biocatalysis biochimie biocontrol biodegradation biodiversity"
    " biofactors biofizika biofouling biofuels biogeochemistry biogerontology bioinformation biointerphases biologia biologicals"
    " biomedicines biometals biometrics biometrika biomolecules bioorganic biopolymers biorheology bioscience biospektrum"
    " biosystems biotropica botany bryologist caries cardiology catena cerebellum chemotherapy chirality climate cloning coatings"
    " cognitive combustion computation computing corrosion cryobiology cryptogamie cytologia cytotherapy dermatology desert"
    " diagnostics diamond differentiation dose echocardiography ecosphere ecotoxicology endoscopy entomophaga epigenetics"
    " epigenomics ergonomics ethology euphytica evodevo experientia fermentation fibers fitoterapia fluids forests geobiology"
    " geoderma geology geomorphology geophysics geriatrics ginekologia glycoconjugate hemoglobin hepatology hereditas herpetologica"
    " heterocycles histochemistry holocene homeopathy hortscience hydrobiologia hydrology ibm immunobiology immunogenetics"
    " information insects irbm iubmb kardiologia lasers lichenologist limnologica limnology machines mathematics matrix mechanisms"
    " melanoma membranes meteoritics microcirculation microorganisms microscopy minerals mycologia mycoscience mycotaxon mycoses"
    " nanomedicine nematology neoplasia networks neurogenetics neuropeptides neurosurgery novon nursing oncology operations"
    " optica optik organometallics osteoporosis parkinsonism parasitology pathogens pathobiology pediatrics pedosphere"
    " perfusion pharmaceutics pharmaceuticals phlebology photochemistry photonics phytochemistry phytomorphology phyton"
    " phytoparasitica phytopathology phytotaxa planta polyhedron prostaglandins protoplasma psychiatry psychooncology psychology"
    " psychometrika psychophysiology radiology religions robotics scientifica scientometrics sedimentology separations sequence"
    " silicon sociology soils solids springerplus structure supramolecular surgery surfaces synlett synthesis synthese taxon technometrics"
    " technologies telopea theriogenology thrombosis torture toxics transportation tuberculosis tumori tumor ultrasound"
    " universe urology vitamin virtual vitis water waves weed zoomorphology zoology zygote"
    " ambio aging aids allergy anaesthesia analyst analyte antibodies antioxidants apoptosis appetite autophagy bioessays"
    " biofilm biomarkers biomaterials biomolecules biosensors biotechniques birth blood bmj body bone brain breast burns"
    " cancer cancers carbon carcinogenesis catalysts cell cells cephalalgia chaos chemmedchem chemosphere chest child"
    " chromosoma chronobiologia circulation clay cognition complexity condor contraception cortex crystals cureus cytokine"
    " cytometry daedalus database demography depression desalination development diabetes diabetologia digestion drugs"
    " dysphagia ear ecography ecosystems electrophoresis elife emotion endocrine energies energy entropy epidemics epilepsia"
    " europace evolution exposure extremophiles eye fertility fire flora food foods fractals frontiers fuel fungi gait gels"
    " gene genes genesis genome gigascience glia glycobiology gut haematologica headache health hearing heart heliyon"
    " helicobacter heredity hippocampus histopathology hormones human hypertension ibis icarus immunity infancy infection"
    " injury intelligence intervirology isis iscience isme jama jmir kidney knee lab lancet land langmuir language leukemia"
    " life lingua lipids lithos liver lung lupus macromolecules magnesium malaria marine materials maturitas mbio medicina"
    " medicine memory meta metabolism metabolites metals methods micron microbes midwifery minerva mind molecules morphologie"
    " mutagenesis mutation mycopathologia mycorrhiza naunyn nanoscale nanomaterials nature nejm neonatology nephron"
    " neurobiol neurocase neuroimage neuron neuroreport neuropsychologia neurotherapeutics nitric nucleus nutrients nutrition"
    " obesity oecologia oikos oncogene oncologist oncotarget orbit ostomy pain pancreas parasite parasites particuology"
    " patterns peerj peptides perception phycologia phytomedicine phytochemistry pituitary placenta planta plants plasma"
    " plasmid platelets plos pnas polar polymer polymers prostate protein proteins proteomes protist psychosomatics public"
    " quaternary radiographics reproduction resuscitation retina rhinology rice risk rna scanning schizophrenia science"
    " seizure sensors sex shock silence skin sleep small soil spine steroids stress stroke sustainability symmetry synapse"
    " talanta tellus tetrahedron theranostics thorax thyroid toxicon toxins traffic transfusion transplant"
    " trials tropical ultramicroscopy ultrasonics urolithiasis vaccine vaccines vadose virulence viruses vision wear wetlands"
    " yeast zebrafish zookeys zootaxa".split()
)

# Heads and abbreviations that journals' names hold and names of places, people and organisms do not.
JOURNAL_WORDS = (
    r"\b(?:Journals?|J|Jnl|Zeitschrift|Revista|Revue|Rivista|Giornale|Annals?|Annales|Annu|Ann|Archives?|Arch|Acta|Bulletin|Bull"
    r"|Proceedings?|Proc|Transactions|Trans|Letters|Lett|Reviews?|Rev|Reports?|Rep|Communications?|Commun|Advances?|Adv"
    r"|Progress|Prog|Trends|Frontiers|Front|Perspectives?|Perspect|Opinion|Opin|Insights|Focus|Notes|Protoc(?:ols)?|Quarterly|Q"
    r"|Magazine|Gazette|Chronicle|Digest|Comptes|Rendus|Philosophical|Philos|Express|Int|Am|Amer|Br|Eur|Can|Jpn|Nat|Natl|Acad"
    r"|Sci|Med|Biol|Mol|Chem|Phys|Clin|Exp|Appl|Res|Environ|Ecol|Evol|Genet|Genom|Biochem|Biophys|Bioinform|Biotechnol|Bot"
    r"|Physiol|Microbiol|Immunol|Neurosci|Neurol|Pharmacol|Psychol|Psychiatry|Soc|Surg|Technol|Toxicol|Theor|Ther|Syst|Struct"
    r"|Plant Physiology|Plant Cell|PLoS|PLOS|BMC|BMJ|JAMA|NEJM|PNAS|EMBO|FEBS|FEMS|ACS|RSC|IEEE|ACM|ISME|MMWR|TAG|EJNMMI|JCI"
    r"|Lancet|Nature|eLife|mBio|npj|Neuron|Science|Sciences|Research|Medicine|Studies|Methods|Therapeutics|Therapy"
    r"|Engineering|Chemistry|Archaeology|Care|Practice|Surgery|Nursing|Education|Policy|Economics|Database|Oncogene)\b"
    r"|\b(?i:\w{2,24}(?:ology|ologie|ologia|omics|etics|istry|ysics|matics|otica|etica|ography|iatry|iatrics|science|sciences"
    r"|philia|oscopy|metrics|metrika|onomy))\b|\b\w{1,14}(?:Research|Plus|Reports)\b|\b(?:PLoS|Plos|PloS)\b|\b(?:physiology|medicine|research|reviews?|science|letters|journal|chemistry|physics|plantarum|phytologist"
    r"|reports|methods|express|policy|botany|monographs|breeding|nutrition|surgery|nursing|education|engineering|bulletin"
    r"|communications|proceedings|transactions|quarterly|practice|care|therapy|therapeutics|studies|investigation"
    r"|perspectives|insights|updates|mechanics|mathematics|statistics|economics|law|history|philosophy|immunity)\b"
)

# After "published in", "described in" these are where or when, not the journal.
NOT_A_JOURNAL = frozenset(
    "english chinese french german spanish japanese korean russian portuguese italian latin arabic dutch polish turkish"
    " persian mandarin print full part parts two three four five several many most paperback hardcover translation"
    " volume vol chapter table tables figure figures fig figs section appendix box supplementary supplement annex book"
    " january february march april may june july august september october november december spring summer autumn fall winter"
    " europe asia africa america australia antarctica oceania china japan korea india russia germany france italy spain"
    " britain england scotland wales ireland portugal netherlands holland belgium switzerland austria sweden norway"
    " denmark finland iceland poland hungary greece turkey israel iran iraq egypt kenya nigeria ethiopia uganda tanzania"
    " brazil argentina chile mexico canada cuba peru colombia venezuela pakistan bangladesh vietnam thailand indonesia"
    " malaysia singapore philippines taiwan us usa uk u.s u.k u.s.a eu california texas"
    " florida london paris berlin vienna rome madrid moscow tokyo kyoto beijing shanghai wuhan boston chicago cambridge"
    " oxford edinburgh geneva zurich stockholm amsterdam leiden leipzig venice basel philadelphia baltimore washington"
    " york sydney melbourne toronto"
    " arabidopsis drosophila xenopus caenorhabditis escherichia saccharomyces mus homo danio neurospora dictyostelium"
    " chlamydomonas nicotiana oryza zea medicago brachypodium physcomitrella plasmodium mycobacterium pseudomonas bacillus"
    " streptococcus staphylococcus salmonella candida aspergillus covid-19 sars-cov-2 covid hiv aids sars mers phase bbc cnn nbc cbs fox"
    " alzheimer alzheimer's parkinson parkinson's crohn crohn's wikipedia twitter google pubmed medline embase scopus"
    " clinicaltrials.gov clinicaltrials genbank uniprot zenodo figshare dryad ensembl github youtube facebook arabic".split()
)
# Two words that are a place: either may begin a journal's name without the other.
PLACES = (
    r"^(?:New (?:York|Zealand|Jersey|Mexico|Delhi|England|Guinea|Orleans|Hampshire|Haven|South Wales|Caledonia)|(?:South|North)"
    r" (?:Africa|America|Korea|Carolina|Dakota|Asia|Sudan|Australia|East|West)|(?:East|West|Central|Latin|Middle|Southeast|Northern"
    r"|Southern|Eastern|Western|Inner|Upper|Lower) (?:Africa|Asia|America|East|Europe|Ireland|Germany|Bengal|Virginia|Mongolia|Egypt)"
    r"|(?:San|Los|Las|Santa|St|Saint|El|La|Le|Rio|Cape|Fort|Costa|Sri|Puerto|Hong|Saudi|United|Sierra|Burkina|Ivory|Czech) [A-Z]\w+)\b"
)
# Organisations publish too; what they publish is seldom a journal.
ORGANISATION = (
    r"\b(?:University|School|Association|Society|Organi[sz]ation|Institutes?|College|Department|Cent(?:er|re)s?|Ministry"
    r"|Group|Team|Committee|Foundation|Hospital|Press|Publish(?:ers|ing)|Agency|Administration|Council|Commission|Bank|Nations"
    r"|Company|Inc|Ltd|Elsevier|Springer|Wiley|Times|Post|Guardian|Conference|Symposium|Congress|Meeting|Workshop)\b"
)
# Lower-case words that a journal's name does not go on with.
CLAUSE_WORDS = frozenset(
    "a show suggest find found report about above across after against all along also although an any are as at be because been before began being below"
    " between both but by came can concluded confirmed compared could demonstrated demonstrates described describes did do"
    " does during each estimated examined explained explored found finds followed gave get gives had has have he her here his how"
    " however if identified indicate indicated indicates into introduced investigated involved is it its just led made may"
    " might must my no nor not noted now offered one only or our outlined over presented proposed provided provides"
    " published recently reported revealed reveals reviewed said say says seems several shall she should showed"
    " shown shows since so some such suggest suggested suggests summarised summarized than that their them then there"
    " these they this those though through thus titled together too under until up upon used uses using very via was"
    " we were what when where whereas whether which while who whom whose why will with within without would yesterday yet"
    " you your entitled last earlier later ahead first argued argues claimed claims concludes appeared appear called"
    " became become set out among per from including supported added highlighted observed recommended received documented"
    " established developed discovered discussed assessed evaluated analysed analyzed linked yielded produced remains"
    " changed caused sparked prompted raised drew attracted won helped shed opened laid".split()
)
