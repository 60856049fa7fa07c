"""Words that tell a journal's name from other names in English prose. General knowledge, no copy of a list."""

from __future__ import annotations

import re


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Journals called by one word that is also a common word or that no ending gives away.
ONE_WORD_JOURNALS = _set(
    """
    acarologia aerobiologia aging agronomie agronomy aids algorithms allergy ambio amyloid anaesthesia analyst
    analyte anatolica anemia angiology animals anthropologica antibodies antioxidants antiquity aphasiology
    apoptosis appetite appita aquaculture archaea archaeometry arthropoda arthroscopy asthma astrobiology
    atherosclerosis atmosphere atoms auk automatica autophagy axioms behaviour biocatalysis biochimie biocontrol
    biodegradation biodiversity bioessays biofactors biofilm biofizika biofouling biofuels biogeochemistry
    biogerontology bioinformation biointerphases biologia biologicals biomarkers biomaterials biomedicines
    biometals biometrics biometrika biomolecules bioorganic biopolymers biorheology bioscience biosensors
    biospektrum biosystems biotechniques biotropica birth blood bmj body bone botany brain breast bryologist
    burns cancer cancers carbon carcinogenesis cardiology caries catalysts catena cell cells cephalalgia
    cerebellum chaos chemmedchem chemosphere chemotherapy chest child chirality chromosoma chronobiologia
    circulation clay climate cloning coatings cognition cognitive combustion complexity computation computing
    condor contraception corrosion cortex cryobiology cryptogamie crystals cureus cytokine cytologia cytometry
    cytotherapy daedalus database demography depression dermatology desalination desert development diabetes
    diabetologia diagnostics diamond differentiation digestion dose drugs dysphagia ear echocardiography
    ecography ecosphere ecosystems ecotoxicology electrophoresis elife emotion endocrine endoscopy energies
    energy entomophaga entropy epidemics epigenetics epigenomics epilepsia ergonomics ethology euphytica
    europace evodevo evolution experientia exposure extremophiles eye fermentation fertility fibers fire
    fitoterapia flora fluids food foods forests fractals frontiers fuel fungi gait gels gene genes genesis
    genome geobiology geoderma geology geomorphology geophysics geriatrics gigascience ginekologia glia
    glycobiology glycoconjugate gut haematologica headache health hearing heart helicobacter heliyon hemoglobin
    hepatology hereditas heredity herpetologica heterocycles hippocampus histochemistry histopathology holocene
    homeopathy hormones hortscience human hydrobiologia hydrology hypertension ibis ibm icarus immunity
    immunobiology immunogenetics infancy infection information injury insects intelligence intervirology irbm
    iscience isis isme iubmb jama jmir kardiologia kidney knee lab lancet land langmuir language lasers leukemia
    lichenologist life limnologica limnology lingua lipids lithos liver lung lupus machines macromolecules
    magnesium malaria marine materials mathematics matrix maturitas mbio mechanisms medicina medicine melanoma
    membranes memory meta metabolism metabolites metals meteoritics methods microbes microcirculation micron
    microorganisms microscopy midwifery mind minerals minerva molecules morphologie mutagenesis mutation
    mycologia mycopathologia mycorrhiza mycoscience mycoses mycotaxon nanomaterials nanomedicine nanoscale
    nature naunyn nejm nematology neonatology neoplasia nephron networks neurobiol neurocase neurogenetics
    neuroimage neuron neuropeptides neuropsychologia neuroreport neurosurgery neurotherapeutics nitric novon
    nucleus nursing nutrients nutrition obesity oecologia oikos oncogene oncologist oncology oncotarget
    operations optica optik orbit organometallics osteoporosis ostomy pain pancreas parasite parasites
    parasitology parkinsonism particuology pathobiology pathogens patterns pediatrics pedosphere peerj peptides
    perception perfusion pharmaceuticals pharmaceutics phlebology photochemistry photonics phycologia
    phytochemistry phytomedicine phytomorphology phyton phytoparasitica phytopathology phytotaxa pituitary
    placenta planta plants plasma plasmid platelets plos pnas polar polyhedron polymer polymers prostaglandins
    prostate protein proteins proteomes protist protoplasma psychiatry psychology psychometrika psychooncology
    psychophysiology psychosomatics public quaternary radiographics radiology religions reproduction
    resuscitation retina rhinology rice risk rna robotics scanning schizophrenia science scientifica
    scientometrics sedimentology seizure sensors separations sequence sex shock silence silicon skin sleep small
    sociology soil soils solids spine springerplus steroids stress stroke structure supramolecular surfaces
    surgery sustainability symmetry synapse synlett synthese synthesis talanta taxon technologies technometrics
    tellus telopea tetrahedron theranostics theriogenology thorax thrombosis thyroid torture toxicon toxics
    toxins traffic transfusion transplant transportation trials tropical tuberculosis tumor tumori
    ultramicroscopy ultrasonics ultrasound universe urolithiasis urology vaccine vaccines vadose virtual
    virulence viruses vision vitamin vitis water waves wear weed wetlands yeast zebrafish zookeys zoology
    zoomorphology zootaxa zygote
    """
)

# Heads and abbreviations that journals' names hold and names of places, people and organisms do not.
_WORDS = _set(
    r"""
    Journals? J Jnl Zeitschrift Revista Revue Rivista Giornale Annals? Annales Annu Ann Archives? Arch Acta
    Bulletin Bull Proceedings? Proc Transactions Trans Letters Lett Reviews? Rev Reports? Rep Communications?
    Commun Advances? Adv Progress Prog Trends Frontiers Front Perspectives? Perspect Opinion Opin Insights Focus
    Notes Protocols Protoc Quarterly Q Magazine Gazette Chronicle Digest Comptes Rendus Philosophical Philos
    Express Int Am Amer Br Eur Can Jpn Nat Natl Acad Sci Med Biol Mol Chem Phys Clin Exp Appl Res Environ Ecol
    Evol Genet Genom Biochem Biophys Bioinform Biotechnol Bot Physiol Microbiol Immunol Neurosci Neurol
    Pharmacol Psychol Psychiatry Soc Surg Technol Toxicol Theor Ther Syst Struct Plant\sPhysiology Plant\sCell
    PL[oO]S PloS Plos BMC BMJ JAMA NEJM PNAS EMBO FEBS FEMS ACS RSC IEEE ACM ISME MMWR TAG EJNMMI JCI Lancet
    Nature eLife mBio npj Neuron Sciences? Research Medicine Studies Methods Therapeutics Therapy Engineering
    Chemistry Archaeology Care Practice Surgery Nursing Education Policy Economics Database Oncogene
    """
)
_LOWER_CASE_WORDS = _set(
    """
    physiology medicine research reviews? science letters journal chemistry physics plantarum phytologist
    reports methods express policy botany monographs breeding nutrition surgery nursing education engineering
    bulletin communications proceedings transactions quarterly practice care therapy therapeutics studies
    investigation perspectives insights updates mechanics mathematics statistics economics law history
    philosophy immunity
    """
)
_ENDINGS = _set(
    """
    ology ologie ologia omics etics istry ysics matics otica etica ography iatry iatrics science sciences philia
    oscopy metrics metrika onomy
    """
)
JOURNAL_WORDS = (
    rf"\b(?:{'|'.join(sorted(_WORDS | _LOWER_CASE_WORDS))})\b|\b(?i:\w{{2,24}}(?:{'|'.join(sorted(_ENDINGS))}))\b"
    r"|\b\w{1,14}(?:Research|Plus|Reports)\b"
)

# After "published in", "described in" these are where or when, not the journal.
NOT_A_JOURNAL = _set(
    """
    africa aids algorithm alzheimer alzheimer's america amsterdam annex antarctica appendix april arabic
    arabidopsis argentina arxiv asia aspergillus august australia austria autumn bacillus baltimore bangladesh
    basel bbc beijing belgium berlin biorxiv book boston box brachypodium brazil britain caenorhabditis
    california cambridge canada candida cbs chapter chemrxiv chicago chile china chinese chlamydomonas
    clinicaltrials clinicaltrials.gov cnn colombia covid covid-19 crohn crohn's cuba danio december denmark
    dictyostelium discussion drosophila dryad dutch edinburgh egypt embase england english ensembl eq eqs
    equation escherichia ethiopia eu europe example extended facebook fall february fig figs figshare figure
    figures finland five florida four fox france french full genbank geneva german germany github google greece
    hardcover hiv holland homo hungary iceland india indonesia iran iraq ireland israel italian italy january
    japan japanese july june kenya korea korean kyoto latin leiden leipzig lemma london madrid malaysia mandarin
    many march may medicago medline medrxiv melbourne mers mexico moscow most mus mycobacterium nbc netherlands
    neurospora nicotiana nigeria norway november oceania october oryza oxford pakistan panel paperback paris
    parkinson parkinson's part parts persian peru phase philadelphia philippines physcomitrella plasmodium
    poland polish portugal portuguese preprints print protocol pseudomonas psyarxiv pubmed ref refs researchgate
    results rome russia russian saccharomyces salmonella sars sars-cov-2 scopus scotland section september
    several shanghai singapore spain spanish spring ssrn staphylococcus step stockholm streptococcus summer
    supplement supplemental supplementary sweden switzerland sydney table tables taiwan tanzania texas thailand
    theorem three tokyo toronto translation turkey turkish twitter two u.k u.s u.s.a uganda uk uniprot us usa
    venezuela venice vienna vietnam vol volume wales washington wikipedia winter wuhan xenopus york youtube zea
    zenodo zurich
    """
)
# Parts of an article, which its prose refers to: "described in Methods".
SECTIONS = re.compile(
    r"(?:(?:STAR|Online|Supplementary|Supporting|Extended) )?(?:(?:Materials?|Patients|Subjects|Data) (?:and|&) )?"
    r"(?:Methods?|Materials|Procedures|Information|Data|Results|Research|Database|Sequence|Structure|Patterns|Operations)"
)
# Two words that are a place: either may begin a journal's name without the other.
PLACES = (
    r"^(?:New (?:York|Zealand|Jersey|Mexico|Delhi|England|Guinea|Orleans|Hampshire|Haven|South Wales|Caledonia)"
    r"|(?:South|North) (?:Africa|America|Korea|Carolina|Dakota|Asia|Sudan|Australia|East|West)"
    r"|(?:East|West|Central|Latin|Middle|Southeast|Northern|Southern|Eastern|Western|Inner|Upper|Lower)"
    r" (?:Africa|Asia|America|East|Europe|Ireland|Germany|Bengal|Virginia|Mongolia|Egypt)"
    r"|(?:San|Los|Las|Santa|St|Saint|El|La|Le|Rio|Cape|Fort|Costa|Sri|Puerto|Hong|Saudi|United|Sierra|Burkina|Ivory"
    r"|Czech) [A-Z]\w+)\b"
)
# Organisations publish too; what they publish is seldom a journal.
ORGANISATION = (
    r"\b(?:University|School|Association|Society|Organi[sz]ation|Institutes?|College|Department|Cent(?:er|re)s?|Ministry"
    r"|Group|Team|Committee|Foundation|Hospital|Press|Publish(?:ers|ing)|Agency|Administration|Council|Commission|Bank|Nations"
    r"|Company|Inc|Ltd|Elsevier|Springer|Wiley|Times|Post|Guardian|Conference|Symposium|Congress|Meeting|Workshop)\b"
)
# Lower-case words that a journal's name does not go on with.
CLAUSE_WORDS = _set(
    """
    a about above across added after against ahead all along also although among an analysed analysing analyzed
    analyzing any appear appeared are argued argues arguing as assessed at attracted based be became because
    become been before began being below between both but by called came can caused changed claimed claiming
    claims compared comparing concluded concludes concluding confirmed confirming could demonstrated
    demonstrates demonstrating described describes describing detailing developed did discovered discussed do
    documented does drew during each earlier entitled established estimated evaluated examined examining
    explained explored exploring find finding finds first followed following found from gave get gives had has
    have he helped her here highlighted highlighting his how however identified identifying if including
    indicate indicated indicates indicating into introduced investigated investigating involved involving is it
    its just laid last later led linked linking made may might must my no nor not noted now observed offered one
    only opened or our out outlined outlining over per presented produced prompted proposed provided provides
    providing published raised received recently recommended remains report reported reporting revealed
    revealing reveals reviewed said say saying says seems set several shall she shed should show showed showing
    shown shows since so some sparked stating such suggest suggested suggesting suggests summarised summarized
    supported than that their them then there these they this those though through thus titled together too
    under until up upon used uses using very via warning was we were what when where whereas whether which while
    who whom whose why will with within without won would yesterday yet yielded you your
    """
)
